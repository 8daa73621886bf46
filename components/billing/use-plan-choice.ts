'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';

/** Milliseconds after the last keystroke. */
const TYPING = 400;

/** A form's fields in the order they stand, as a query. */
function queryOf(form: HTMLFormElement): string {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  return new URLSearchParams(fields).toString();
}

/**
 * Has the page show the price of what is chosen, as pressing the form's button would.
 * @param shown the query whose price the page shows
 */
export function usePlanChoice(shown: string) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef(0);
  const compared = useRef(false);
  const [wanted, setWanted] = useState(shown);

  function look(wait: number): void {
    window.clearTimeout(timer.current);
    if (!form.current) return;
    const query = queryOf(form.current);
    setWanted(query);
    timer.current = window.setTimeout(
      () => router.replace(`/billing/plan?${query}`, { scroll: false }),
      wait,
    );
  }

  // Chosen before the script had loaded: no event told of it.
  useEffect(() => {
    if (compared.current || !form.current) return;
    compared.current = true;
    if (queryOf(form.current) !== shown) form.current.requestSubmit();
  }, [shown]);

  return { form, stale: wanted !== shown, onPick: () => look(0), onType: () => look(TYPING) };
}
