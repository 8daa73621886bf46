'use client';

import { unstable_isUnrecognizedActionError } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { NO_ANSWER, OFFLINE, type Pressed, type Problem, stayWith } from './pressed';

/** Shown again from the browser's memory after going back, the page would offer what has been paid since. */
function useFreshAfterBack(): void {
  useEffect(() => {
    const onShow = (event: PageTransitionEvent) => event.persisted && window.location.reload();
    window.addEventListener('pageshow', onShow);
    return () => window.removeEventListener('pageshow', onShow);
  }, []);
}

function afterThrow(error: unknown): Pressed {
  // The page is older than the server: what it calls is no longer there, and pressing again could never work.
  if (unstable_isUnrecognizedActionError(error)) return { kind: 'leave', address: window.location.href };
  return stayWith(navigator.onLine ? NO_ANSWER : OFFLINE);
}

/** A button that pays: whether it is at work, and what it has to say. @param pressed what one press does */
export function usePress(pressed: () => Promise<Pressed>) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  // The state above is a render behind; a double click is not. The server would be safe anyway (failure 6).
  const atWork = useRef(false);
  useFreshAfterBack();

  /** @returns whether the page is being left */
  async function press(): Promise<boolean> {
    if (atWork.current) return false;
    atWork.current = true;
    setBusy(true);
    setProblem(null);
    // What throws here is a connection lost half-way: our server or Stripe may have done it, and pressing again finds out.
    const result = await pressed().catch(afterThrow);
    // Leaving, the button stays busy until the next page is there.
    if (result.kind === 'leave') {
      window.location.assign(result.address);
      return true;
    }
    setProblem(result.problem);
    atWork.current = false;
    setBusy(false);
    return false;
  }

  return { press, busy, problem };
}
