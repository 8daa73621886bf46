'use client';

import type { Stripe, StripeElements } from '@stripe/stripe-js';
import { useEffect, useRef, useState } from 'react';
import type { BrowserAction } from '@/lib/payments/domain/outcome';
import { type Confirmation, confirmIntent, UNUSABLE } from './confirm-intent';
import { confirmSaved } from './confirm-saved';
import { NO_ANSWER } from './pressed';

async function payWith(
  stripe: Stripe,
  elements: StripeElements,
  action: BrowserAction,
  address: string,
): Promise<Confirmation> {
  const { error } = await elements.submit();
  if (error) return { kind: 'declined', message: error.message ?? UNUSABLE };
  return confirmIntent(stripe, elements, action, window.location.origin + address);
}

/**
 * The confirmation of a change: with the saved card as soon as Stripe.js is there, then with whatever card is entered.
 * @param address the path of the page that says what became of it
 */
export function useConfirmation(stripe: Stripe | null, action: BrowserAction, address: string) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(true);
  const [needsCard, setNeedsCard] = useState(false);
  const started = useRef(false);
  // The state above is a render behind; a double click is not.
  const atWork = useRef(false);

  async function settle(confirming: Promise<Confirmation>): Promise<void> {
    atWork.current = true;
    const confirmed = await confirming.catch((): Confirmation => ({ kind: 'declined', message: NO_ANSWER }));
    // Leaving, it stays at work until the page is there that says how it stands.
    if (confirmed.kind === 'settling') return window.location.replace(address);
    atWork.current = false;
    setProblem(confirmed.message);
    setNeedsCard(true);
    setBusy(false);
  }

  useEffect(() => {
    if (!stripe || started.current) return;
    started.current = true;
    void settle(confirmSaved(stripe, action));
  });

  /** Pays with the card in the form. */
  function pay(elements: StripeElements | null): void {
    if (!stripe || !elements || atWork.current) return;
    setProblem(null);
    setBusy(true);
    void settle(payWith(stripe, elements, action, address));
  }

  return { problem, busy, needsCard, pay };
}
