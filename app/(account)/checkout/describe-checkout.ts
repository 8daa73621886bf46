import type { Sellable } from '@/lib/payments/domain/catalog';

export type CheckoutWords = {
  readonly title: string;
  readonly button: 'Subscribe' | 'Start trial' | 'Pay';
  readonly renewal: string | null;
  readonly promise: string;
};

const EVERY = { month: 'every month', year: 'every year' } as const;

/**
 * What the checkout of something says, apart from amounts.
 * @param trialDays those that this buyer gets
 */
export function describeCheckout(sold: Sellable, trialDays: number): CheckoutWords {
  if (sold.kind === 'pack') {
    return {
      title: `Buy ${sold.pack.name}`,
      button: 'Pay',
      renewal: null,
      promise: 'Paid once. Your card is charged when you press the button.',
    };
  }
  const { plan, price } = sold;
  const every = EVERY[price.interval];
  if (plan.meter) {
    return {
      title: `Subscribe to ${plan.name}`,
      button: 'Subscribe',
      renewal: `{amount} for each ${plan.meter.unit.one}, charged ${every} for what was used.`,
      promise: 'Nothing is charged today: your card is saved for what you use.',
    };
  }
  if (trialDays > 0) {
    return {
      title: `Try ${plan.name}`,
      button: 'Start trial',
      renewal: `After ${trialDays} days {amount} ${every}.`,
      promise: `Nothing is charged for ${trialDays} days.`,
    };
  }
  return {
    title: `Subscribe to ${plan.name}`,
    button: 'Subscribe',
    renewal: `Then {amount} ${every}.`,
    promise: 'Renews by itself at the end of each period.',
  };
}
