import { defineRoute, forbiddenState, mergeMetadata } from '../../kernel';
import { refreshPrice } from '../subscriptions/refresh-price';
import { requiredOption } from './create';
import { claimLookupKey } from './lookup-key';
import { updateParams } from './params';
import { optionsOf, type Price, priceOptions, prices } from './price';

export const update = defineRoute({
  method: 'POST',
  path: '/v1/prices/:price',
  params: updateParams,
  handle({ tx, params, path }): Price {
    const before = tx.addressed(prices, path('price'));
    const { lookup_key, nickname, active, tax_behavior, currency_options } = params;
    const next: Price = { ...before, metadata: mergeMetadata(before.metadata, params.metadata) };
    if (active !== undefined) next.active = active;
    if (nickname !== undefined) next.nickname = nickname;
    if (lookup_key) claimLookupKey(tx, lookup_key, before.id, params.transfer_lookup_key);
    if (lookup_key !== undefined) next.lookup_key = lookup_key;
    if (tax_behavior !== undefined) next.tax_behavior = taxBehavior(before, tax_behavior);
    if (currency_options !== undefined) {
      const own = optionsOf(tx, before)[before.currency];
      const options = Object.entries(currency_options ?? {}).map(
        ([c, a]) => [c, requiredOption(c, a)] as const,
      );
      const kept = own ? { [before.currency]: own } : {};
      tx.put(priceOptions, {
        id: before.id,
        object: '_price_options',
        options: { ...Object.fromEntries(options), ...kept },
      });
    }
    const after = tx.put(prices, next);
    tx.emitUpdated('price.updated', before, after);
    refreshPrice(tx, after);
    return after;
  },
});

/** Once set, the tax behaviour of a price is for good. */
function taxBehavior(price: Price, wanted: 'exclusive' | 'inclusive' | 'unspecified') {
  if (price.tax_behavior === 'unspecified' || price.tax_behavior === wanted) return wanted;
  throw forbiddenState('You cannot change the tax behavior of a price once it is set.', {
    param: 'tax_behavior',
  });
}
