import type { Appearance, StripeElementsOptionsMode } from '@stripe/stripe-js';
import type { OrderSummary } from '../checkout-types';

/** What the card form is told it collects for. With nothing due today it only saves the card. */
export function intentOptions(kind: 'subscription' | 'pack', { charge }: Pick<OrderSummary, 'charge'>) {
  if (charge.amount === 0) return { mode: 'setup', currency: charge.currency } as const;
  return {
    mode: kind === 'pack' ? 'payment' : 'subscription',
    amount: charge.amount,
    currency: charge.currency,
  } as const;
}

/** The options of `<Elements>`: no client secret yet, it is made when the buyer presses the button. */
export function elementsOptions(
  kind: 'subscription' | 'pack',
  summary: OrderSummary,
  appearance: Appearance,
): StripeElementsOptionsMode {
  return { ...intentOptions(kind, summary), appearance };
}
