import type { TaxId } from '@/lib/payments/domain/tax-id';
import { idOf, subscribed } from '../../support/subscribed';
import type { Verb } from './verb';

/** From one tax id to another, or to none. */
function taxIdVerb(name: string, before: TaxId | null, after: TaxId | null): Verb {
  return {
    name,
    purpose: 'set_tax_id',
    deferrable: false,
    async prepare(world, userId) {
      const customer = idOf((await subscribed(world, userId)).customer) ?? '';
      if (before) await world.stripe.customers.createTaxId(customer, before);
      return {
        call: (payments) => payments.setTaxId(userId, after),
        async held() {
          const { data } = await world.stripe.customers.listTaxIds(customer);
          return data.map(({ type, value }) => ({ type, value }));
        },
        once: after ? [after] : [],
        ends: 'done',
      };
    },
  };
}

const GERMAN = { type: 'eu_vat', value: 'DE123456789' } as const;
const BRITISH = { type: 'gb_vat', value: 'GB123456789' } as const;

export const setTaxId = taxIdVerb('setTaxId', null, GERMAN);
export const changeTaxId = taxIdVerb('setTaxId to another', BRITISH, GERMAN);
export const removeTaxId = taxIdVerb('setTaxId to none', GERMAN, null);
