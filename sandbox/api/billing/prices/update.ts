import { defineRoute, forbiddenState, idOf, mergeMetadata, type Transaction } from '../../kernel';
import { products } from '../products/product';
import { refreshPrice } from '../subscriptions/refresh-price';
import { claimLookupKey } from './lookup-key';
import { currencyOption, requireSame } from './option';
import { type Amounts, updateParams } from './params';
import { optionsOf, type Price, priceOptions, prices } from './price';

export const update = defineRoute({
  method: 'POST',
  path: '/v1/prices/:price',
  params: updateParams,
  handle({ tx, params, path }): Price {
    const before = tx.addressed(prices, path('price'));
    const { lookup_key, nickname, active, tax_behavior, currency_options } = params;
    const next: Price = { ...before, metadata: mergeMetadata(before.metadata, params.metadata) };
    if (active === false) checkDefault(tx, before);
    if (active !== undefined) next.active = active;
    if (nickname !== undefined) next.nickname = nickname;
    if (lookup_key) claimLookupKey(tx, lookup_key, before.id, params.transfer_lookup_key);
    if (lookup_key !== undefined) next.lookup_key = lookup_key;
    if (tax_behavior !== undefined) next.tax_behavior = taxBehavior(before, tax_behavior);
    if (currency_options !== undefined) changeOptions(tx, before, currency_options);
    const after = tx.put(prices, next);
    tx.emitUpdated('price.updated', before, after);
    refreshPrice(tx, after);
    return after;
  },
});

/**
 * Adds or changes the amounts in other currencies; null takes all of them away (that the rest stays is inferred).
 * Those of the price's own currency are for good.
 */
function changeOptions(tx: Transaction, price: Price, given: Record<string, Amounts> | null): void {
  const scheme = price.billing_scheme === 'tiered' ? 'tiered' : 'per_unit';
  const known = optionsOf(tx, price);
  const options = given === null ? {} : { ...known };
  for (const [currency, amounts] of Object.entries(given ?? {})) {
    options[currency] = currencyOption(amounts, scheme, `currency_options[${currency}]`);
  }
  const own = known[price.currency];
  const repeated = given?.[price.currency] && options[price.currency];
  if (own && repeated) requireSame(repeated, own, price.currency);
  if (own) options[price.currency] = own;
  tx.put(priceOptions, { id: price.id, object: '_price_options', options });
}

/** A product's default price stays for sale as long as it is the default. */
function checkDefault(tx: Transaction, price: Price): void {
  const product = tx.get(products, idOf(price.product) ?? '');
  if (idOf(product?.default_price) !== price.id) return;
  throw forbiddenState('This price cannot be archived because it is the default price of its product.', {
    param: 'active',
  });
}

/** Once set, the tax behaviour of a price is for good. */
function taxBehavior(price: Price, wanted: 'exclusive' | 'inclusive' | 'unspecified') {
  if (price.tax_behavior === 'unspecified' || price.tax_behavior === wanted) return wanted;
  throw forbiddenState('You cannot change the tax behavior of a price once it is set.', {
    param: 'tax_behavior',
  });
}
