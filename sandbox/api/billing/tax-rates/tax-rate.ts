import type Stripe from 'stripe';
import { defineCollection, forbiddenState, type Transaction, type Wire } from '../../kernel';

export type TaxRate = Wire<Stripe.TaxRate>;

export const taxRates = defineCollection<TaxRate>('tax_rate');

/** The tax rates that a request names, to be applied to something new. Throws 400. */
export function usableRates(tx: Transaction, ids: readonly string[], param: string): TaxRate[] {
  return ids.map((id, i) => {
    const rate = tx.referenced(taxRates, id, `${param}[${i}]`);
    if (rate.active) return rate;
    throw forbiddenState(`The tax rate ${id} is archived and cannot be applied.`, {
      param: `${param}[${i}]`,
    });
  });
}
