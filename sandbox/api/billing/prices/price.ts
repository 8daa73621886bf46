import type Stripe from 'stripe';
import { defineCollection, defineComputed, type Stored, type Transaction, type Wire } from '../../kernel';

export type Price = Wire<Stripe.Price>;
export type CurrencyOption = NonNullable<Price['currency_options']>[string];
export type Tier = NonNullable<Price['tiers']>[number];

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

/** The tiers of a price in a currency; null when it has none. */
export function tiersIn(tx: Transaction, price: Price, currency: string): readonly Tier[] | null {
  return optionsOf(tx, price)[currency]?.tiers ?? null;
}

defineComputed(prices, 'currency_options', (tx, price) => optionsOf(tx, price));
defineComputed(prices, 'tiers', (tx, price) => tiersIn(tx, price, price.currency) ?? undefined);

/** Whether what is billed is the usage of a period that is over, and not a quantity known beforehand. */
export function isMetered(price: Price): boolean {
  return price.recurring?.usage_type === 'metered';
}

/**
 * What one unit costs in a currency, in minor units as decimal text; null when the price has no amount in it, or
 * one that depends on the quantity.
 */
export function unitAmountIn(tx: Transaction, price: Price, currency: string): string | null {
  return optionsOf(tx, price)[currency]?.unit_amount_decimal ?? null;
}
