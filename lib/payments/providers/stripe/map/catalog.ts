import type Stripe from 'stripe';
import type { PriceRecord, ProductRecord } from '../../../records';
import { dateOf, idOf, rawOf } from './fields';

export function toProduct(product: Stripe.Product): ProductRecord {
  return {
    kind: 'product',
    id: product.id,
    name: product.name,
    active: product.active,
    planKey: product.metadata.plan_key ?? null,
    created: dateOf(product.created),
    raw: rawOf(product),
  };
}

function optionsOf(price: Stripe.Price): Record<string, number> {
  const options: Record<string, number> = {};
  if (price.unit_amount !== null) options[price.currency] = price.unit_amount;
  for (const [currency, option] of Object.entries(price.currency_options ?? {})) {
    if (option.unit_amount !== null) options[currency] = option.unit_amount;
  }
  return options;
}

/** @param price read with `currency_options` expanded */
export function toPrice(price: Stripe.Price): PriceRecord {
  return {
    kind: 'price',
    id: price.id,
    productId: idOf(price.product) ?? '',
    lookupKey: price.lookup_key,
    active: price.active,
    currency: price.currency,
    unitAmount: price.unit_amount,
    currencyOptions: optionsOf(price),
    recurringInterval: price.recurring?.interval ?? null,
    recurringIntervalCount: price.recurring?.interval_count ?? null,
    created: dateOf(price.created),
    raw: rawOf(price, ['product']),
  };
}
