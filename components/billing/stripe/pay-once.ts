import type { Stripe, StripeElements } from '@stripe/stripe-js';
import type { PayAnswer } from '../pay-types';
import { type Confirmation, confirmIntent, confirmWith } from './confirm-intent';
import { INCOMPLETE, leadToRetry, OFFLINE, type Pressed, STILL_LOADING, stayWith } from './pressed';

export type Paying = {
  readonly stripe: Stripe | null;
  readonly elements: StripeElements | null;
  /** The id of the saved payment method that was picked; null for what is typed into the form. */
  readonly saved: string | null;
  readonly begin: () => Promise<PayAnswer>;
  /** Has the server look at what was just confirmed; answers where to go. */
  readonly finish: (() => Promise<string>) | null;
};

async function confirm(
  stripe: Stripe,
  { elements, saved }: Paying,
  { action, address }: Extract<PayAnswer, { kind: 'confirm' }>,
): Promise<Confirmation> {
  const returnUrl = window.location.origin + address;
  if (saved !== null) return confirmWith(stripe, saved, action, returnUrl);
  return elements
    ? confirmIntent(stripe, elements, action, returnUrl)
    : { kind: 'declined', message: STILL_LOADING };
}

/** One press of the button. Whatever goes wrong on the way, pressing again goes on with the same payment. */
export async function payOnce(paying: Paying): Promise<Pressed> {
  const { stripe, elements, saved, begin, finish } = paying;
  if (saved === null && leadToRetry()) return { kind: 'stay', problem: null };
  if (!stripe || !elements) return stayWith(STILL_LOADING);
  if (!navigator.onLine) return stayWith(OFFLINE);
  if (saved === null) {
    const { error } = await elements.submit();
    if (error) return stayWith(error.message ?? INCOMPLETE);
  }
  const answer = await begin();
  switch (answer.kind) {
    case 'confirm': {
      const confirmed = await confirm(stripe, paying, answer);
      if (confirmed.kind === 'declined') return stayWith(confirmed.message);
      // It was confirmed: whether our server could be told of it decides nothing but which page comes next.
      return { kind: 'leave', address: (await finish?.().catch(() => null)) ?? answer.address };
    }
    case 'leave':
      return answer;
    case 'refused':
      return stayWith(answer.message);
  }
}
