import type { Stripe, StripeElements } from '@stripe/stripe-js';
import type { RefusalCode } from '@/lib/payments/domain/refusal';
import type { CheckoutAnswer, OrderRequest } from '../checkout-types';
import type { Order } from '../use-order';
import { confirmIntent } from './confirm-intent';
import { intentOptions } from './elements-options';
import {
  type Help,
  INCOMPLETE,
  leadToRetry,
  OFFLINE,
  type Pressed,
  STILL_LOADING,
  stayWith,
} from './pressed';

export type Press = {
  readonly kind: 'subscription' | 'pack';
  readonly order: Order;
  readonly begin: (request: OrderRequest) => Promise<CheckoutAnswer>;
  readonly stripe: Stripe | null;
  readonly elements: StripeElements | null;
};

const completionPath = (operationId: string) =>
  `/checkout/complete?operation=${encodeURIComponent(operationId)}`;

function helpFor(code: RefusalCode, lookupKey: string): Help | null {
  switch (code) {
    case 'already_subscribed':
    case 'already_paid':
      return { label: 'See your billing', address: '/billing' };
    case 'payments_unavailable':
      return { label: 'Mail me when payments are back', address: `/checkout/${lookupKey}/paused` };
    default:
      return null;
  }
}

async function confirm(
  stripe: Stripe,
  elements: StripeElements,
  answer: Extract<CheckoutAnswer, { kind: 'confirm' }>,
): Promise<Pressed> {
  const address = completionPath(answer.operationId);
  const confirmed = await confirmIntent(stripe, elements, answer.action, window.location.origin + address);
  return confirmed.kind === 'declined' ? stayWith(confirmed.message) : { kind: 'leave', address };
}

/**
 * One press of the button: the card fields first, then our server, then Stripe.js. Whatever goes wrong on the way, pressing
 * again carries on the same operation.
 */
export async function pressOnce({ kind, order, begin, stripe, elements }: Press): Promise<Pressed> {
  if (leadToRetry()) return { kind: 'stay', problem: null };
  if (!stripe || !elements) return stayWith(STILL_LOADING);
  if (!navigator.onLine) return stayWith(OFFLINE);
  const settled = await order.settle();
  if (!settled) return { kind: 'stay', problem: null };
  // The new price may not have been rendered into the card form yet.
  if (order.stale || settled.summary !== order.summary)
    await elements.update(intentOptions(kind, settled.summary));
  const { error } = await elements.submit();
  if (error) return stayWith(error.message ?? INCOMPLETE);
  const answer = await begin(settled.request);
  switch (answer.kind) {
    case 'confirm':
      return confirm(stripe, elements, answer);
    case 'settling':
      return { kind: 'leave', address: completionPath(answer.operationId) };
    case 'signed_out':
      return { kind: 'leave', address: answer.address };
    case 'refused': {
      if (answer.field) order.refuse(answer.field, answer.message);
      return {
        kind: 'stay',
        problem: { text: answer.message, help: helpFor(answer.code, settled.request.lookupKey) },
      };
    }
  }
}
