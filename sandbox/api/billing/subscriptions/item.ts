import type { Transaction } from '../../kernel';
import type { Period } from '../arithmetic/period';
import type { DiscountRequest } from '../discounts/resolve';
import { isMetered, type Price } from '../prices/price';
import type { SubscriptionItem } from './subscription';

export interface NewItem {
  id: string;
  price: Price;
  quantity: number;
  metadata: Record<string, string>;
  /** Discounts that a request asks for. */
  discounts?: readonly DiscountRequest[];
}

/** An item of a subscription for one period. */
export function buildItem(
  tx: Transaction,
  input: NewItem,
  subscription: string,
  period: Period,
): SubscriptionItem {
  return {
    id: input.id,
    object: 'subscription_item',
    billing_thresholds: null,
    created: tx.now(),
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: input.metadata,
    plan: planOf(input.price),
    price: input.price,
    // Usage has no quantity that could be known beforehand.
    ...(isMetered(input.price) ? {} : { quantity: input.quantity }),
    subscription,
    tax_rates: [],
  };
}

/** The older face of a price, which items still carry. */
export function planOf(price: Price): SubscriptionItem['plan'] {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: price.recurring?.meter ?? null,
    nickname: price.nickname,
    product: typeof price.product === 'string' ? price.product : price.product.id,
    tiers_mode: price.tiers_mode,
    transform_usage: price.transform_quantity,
    trial_period_days: price.recurring?.trial_period_days ?? null,
    usage_type: price.recurring?.usage_type ?? 'licensed',
  };
}
