import type { ProviderResult, Started } from '../../provider';
import { taxIdsIn } from '../../reads/tax-ids';
import type { OperationOf } from '../operation';
import { afterAStep, type Driver, nothingToAbandon, type Pass, settled, syncAll } from './driver';
import { lookAt } from './look-at';

type Row = OperationOf<'set_tax_id'>;
type Given = { readonly type: string; readonly value: string };

/** A provider may leave out what people write between the characters. */
const bare = (value: string): string => value.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase();

const isSame = (one: Given, other: Given | null): boolean =>
  one.type === other?.type && bare(one.value) === bare(other.value);

/** The new one first: one that is not written as it should be is refused before the old one is gone. */
async function send(
  { provider, key, customerId }: Pass,
  { params: { taxId } }: Row,
): Promise<ProviderResult<Started>> {
  const listed = await provider.listTaxIds(customerId);
  if (listed.kind !== 'ok') return listed;
  const isThere = listed.value.some((one) => isSame(one, taxId));
  if (taxId && !isThere) {
    const made = await provider.createTaxId(key('create'), { customerId, ...taxId });
    if (made.kind !== 'ok') return made;
  }
  for (const { id } of listed.value.filter((one) => !isSame(one, taxId))) {
    const gone = await provider.deleteTaxId(key(`delete:${id}`), { customerId, id });
    if (gone.kind !== 'ok') return afterAStep(gone);
  }
  return { kind: 'ok', value: settled(customerId) };
}

/** The one tax id that invoices carry, or none. */
export const setTaxId: Driver<'set_tax_id'> = {
  objectType: 'customer',
  // Whether it is written as it should be is said at once, or not at all.
  isDeferrable: () => false,
  isRepeatable: true,
  send,
  look: async ({ provider, customerId }, { params: { taxId } }) =>
    lookAt(provider, 'customer', customerId, ({ raw }) => {
      const held = taxIdsIn(raw);
      return held.length === (taxId ? 1 : 0) && held.every((one) => isSame(one, taxId));
    }),
  settle: (pass) => syncAll(pass, [['customer', pass.customerId]]),
  abandon: nothingToAbandon,
};
