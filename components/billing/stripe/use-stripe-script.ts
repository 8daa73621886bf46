'use client';

import type { Stripe } from '@stripe/stripe-js';
import { startTransition, useEffect, useState } from 'react';
import type { BrowserConfig } from '@/lib/payments/domain/mode';
import { loadBrowserStripe } from './load-stripe';

export type StripeScript = {
  readonly stripe: Stripe | null;
  readonly failed: boolean;
  readonly fail: () => void;
  readonly retry: () => void;
};

/** Loads Stripe.js when the page is shown, and again when asked to. */
export function useStripeScript(config: BrowserConfig): StripeScript {
  const [stripe, setStripe] = useState<Stripe | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let gone = false;
    loadBrowserStripe(config).then(
      // All that hangs on it is mounted in slices, so that a slow phone answers a finger meanwhile.
      (loaded) => !gone && startTransition(() => setStripe(loaded)),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
    // `attempt` is what a retry changes.
  }, [config, attempt]);
  const retry = () => {
    setFailed(false);
    setAttempt((count) => count + 1);
  };
  return { stripe, failed, fail: () => setFailed(true), retry };
}
