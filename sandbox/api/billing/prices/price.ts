import type Stripe from 'stripe';
import { defineCollection, defineComputed, type Stored, type Transaction, type Wire } from '../../kernel';

export type Price = Wire<Stripe.Price>;
export type CurrencyOption = NonNullable<Price['currency_options']>[string];

export const prices = defineCollection<Price>('price', {
  references: { product: 'product' },
  indexes: {
    product: (price) => (typeof price.product === 'string' ? price.product : price.product.id),
    lookup_key: (price) => price.lookup_key,
  },
});

/** A price's amounts in every currency it has; kept apart because Stripe shows them only on request. */
export interface PriceOptions extends Stored {
  object: '_price_options';
  options: Record<string, CurrencyOption>;
}

export const priceOptions = defineCollection<PriceOptions>('_price_options');

/** All the currencies of a price, its own among them. */
export function optionsOf(tx: Transaction, price: Price): Record<string, CurrencyOption> {
  return tx.existing(priceOptions, price.id).options;
}

defineComputed(prices, 'currency_options', (tx, price) => optionsOf(tx, price));
defineComputed(prices, 'tiers', () => null);

/** What one unit costs in a currency, in minor units as decimal text; null when the price has none in it. */
export function unitAmountIn(tx: Transaction, price: Price, currency: string): string | null {
  return optionsOf(tx, price)[currency]?.unit_amount_decimal ?? null;
}
