import { mapResult } from '../../map-result';
import type { ProviderChanges } from '../../provider';
import { call } from './failure';
import type { KeyedStripe } from './keyed-stripe';
import { withKey } from './with-key';

/** The tax ids of a customer. */
export function taxIdWrites(
  stripe: KeyedStripe,
): Pick<ProviderChanges, 'listTaxIds' | 'createTaxId' | 'deleteTaxId'> {
  return {
    listTaxIds: async (customerId) =>
      mapResult(await call(() => stripe.customers.listTaxIds(customerId, { limit: 100 })), ({ data }) =>
        data.map(({ id, type, value }) => ({ id, type, value })),
      ),
    createTaxId: async (key, { customerId, type, value }) =>
      mapResult(
        await call(() => stripe.customers.createTaxId(customerId, { type, value }, withKey(key))),
        () => null,
      ),
    async deleteTaxId(key, { customerId, id }) {
      const deleted = await call(() => stripe.customers.deleteTaxId(customerId, id, {}, withKey(key)));
      // Gone is gone, whoever took it.
      return deleted.kind === 'refused' && deleted.code === 'not_found'
        ? { kind: 'ok', value: null }
        : mapResult(deleted, () => null);
    },
  };
}
