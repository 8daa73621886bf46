'use client';

import { useElements, useStripe } from '@stripe/react-stripe-js';
import { useEffect, useRef, useState } from 'react';
import type { CheckoutAnswer, OrderRequest } from '../checkout-types';
import type { Order } from '../use-order';
import { confirmIntent } from './confirm-intent';
import { intentOptions } from './elements-options';

type Press = {
  readonly kind: 'subscription' | 'pack';
  readonly order: Order;
  readonly begin: (request: OrderRequest) => Promise<CheckoutAnswer>;
};

const STILL_LOADING = 'The card form is still loading. Please press again in a moment.';
const INCOMPLETE = 'Please complete your card details.';
const OFFLINE = 'You are offline. Nothing was sent: press again when the connection is back.';
const NO_ANSWER = 'We could not be reached. Nothing will be charged twice: please press again.';

const completionPath = (operationId: string) =>
  `/checkout/complete?operation=${encodeURIComponent(operationId)}`;

/** What pressing the button does: card fields first, then our server, then Stripe.js. Says what stands in the way. */
export function usePress({ kind, order, begin }: Press) {
  const stripe = useStripe();
  const elements = useElements();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // The state above is a render behind; a double click is not. The server would be safe anyway (failure 6).
  const pressed = useRef(false);

  // Shown again from the browser's memory after going back, the page would offer a cart that has been paid since.
  useEffect(() => {
    const onShow = (event: PageTransitionEvent) => event.persisted && window.location.reload();
    window.addEventListener('pageshow', onShow);
    return () => window.removeEventListener('pageshow', onShow);
  }, []);

  async function finish(answer: CheckoutAnswer): Promise<string | null> {
    switch (answer.kind) {
      case 'refused':
        if (answer.field) order.refuse(answer.field, answer.message);
        return answer.message;
      case 'signed_out':
        window.location.assign(answer.address);
        return null;
      case 'settling':
        window.location.assign(completionPath(answer.operationId));
        return null;
      case 'confirm': {
        if (!stripe || !elements) return STILL_LOADING;
        const path = completionPath(answer.operationId);
        const confirmed = await confirmIntent(stripe, elements, answer.action, window.location.origin + path);
        if (confirmed.kind === 'declined') return confirmed.message;
        window.location.assign(path);
        return null;
      }
    }
  }

  /** @returns what to tell the buyer, or null when the page is being left or a field already says it */
  async function attempt(): Promise<{ problem: string | null; leaving: boolean }> {
    const stay = (sentence: string | null) => ({ problem: sentence, leaving: false });
    if (!stripe || !elements) return stay(STILL_LOADING);
    if (!navigator.onLine) return stay(OFFLINE);
    const wasStale = order.stale;
    const settled = await order.settle();
    if (!settled) return stay(null);
    // The new price may not have been rendered into the card form yet.
    if (wasStale) await elements.update(intentOptions(kind, settled.summary));
    const { error } = await elements.submit();
    if (error) return stay(error.message ?? INCOMPLETE);
    const sentence = await finish(await begin(settled.request));
    return { problem: sentence, leaving: sentence === null };
  }

  async function press(): Promise<void> {
    if (pressed.current) return;
    pressed.current = true;
    setBusy(true);
    setProblem(null);
    // Whatever went wrong on the way, pressing again carries on the same operation: it is always safe to offer.
    const result = await attempt().catch(() => ({
      problem: navigator.onLine ? NO_ANSWER : OFFLINE,
      leaving: false,
    }));
    setProblem(result.problem);
    if (result.leaving) return;
    pressed.current = false;
    setBusy(false);
  }

  return { press, busy, problem };
}
