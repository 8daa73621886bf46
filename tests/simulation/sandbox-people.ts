import type Stripe from 'stripe';

/** A price list to draw from. */
export interface Prices {
  monthly: string;
  quarterly: string;
  yearly: string;
  seats: string;
}

export interface Coupons {
  once: string;
  repeating: string;
  forever: string;
  amount: string;
}

type NewSubscription = Omit<Stripe.SubscriptionCreateParams, 'customer'>;

/** What the nth subscription of the simulation is: every combination comes up, none by chance. */
export function nthSubscription(n: number, prices: Prices, coupons: Coupons): NewSubscription {
  const items = [
    [{ price: prices.monthly }],
    [{ price: prices.seats, quantity: 1 + (n % 7) }],
    [{ price: prices.monthly }, { price: prices.seats, quantity: 2 }],
    [{ price: prices.yearly }],
    [{ price: prices.quarterly }],
  ][n % 5];
  const discounts = [
    [],
    [],
    [{ coupon: coupons.once }],
    [{ coupon: coupons.repeating }],
    [{ coupon: coupons.forever }],
    [{ coupon: coupons.amount }],
    [{ coupon: coupons.once }, { coupon: coupons.repeating }],
  ][n % 7];
  const trial = [0, 0, 7, 0, 14, 30][n % 6] ?? 0;
  const missing = (['create_invoice', 'cancel', 'pause'] as const)[n % 3] ?? 'create_invoice';
  return {
    items: items ?? [],
    discounts: discounts ?? [],
    ...(trial === 0 ? {} : { trial_period_days: trial }),
    trial_settings: { end_behavior: { missing_payment_method: missing } },
  };
}

/** The card that the nth customer has in a month: some fail for a while, some for good, some have none at first. */
export function cardInMonth(n: number, month: number): string | null {
  const course = n % 6;
  if (course === 1 && month >= 5 && month < 7) return 'pm_card_chargeCustomerFail';
  if (course === 2 && month >= 9) return 'pm_card_chargeCustomerFail';
  if (course === 3 && month === 12) return 'pm_card_authenticationRequired';
  if (course === 4 && month < 3) return null;
  return 'pm_card_visa';
}

/** What somebody does to their subscription in a month. */
export type Deed = { do: 'nothing' } | { do: 'seats'; quantity: number } | { do: 'leave' } | { do: 'stay' };

export function deedOf(n: number, month: number): Deed {
  if (n % 5 === 1 && month % 4 === 3) return { do: 'seats', quantity: 1 + ((n + month) % 9) };
  if (n % 11 === 3 && month === 8) return { do: 'leave' };
  if (n % 22 === 3 && month === 9) return { do: 'stay' };
  return { do: 'nothing' };
}
