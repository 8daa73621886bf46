import { idOf, type Transaction } from '../../kernel';
import type { Customer } from '../../payments';
import { giveDiscounts } from '../discounts/give';
import type { DiscountRequest } from '../discounts/resolve';
import { hasPriorTransactions } from '../subscriptions/order';
import type { Invoice } from './invoice';

/** The ids of the discounts an invoice is to have by a request. Throws 400. */
export function invoiceDiscounts(
  tx: Transaction,
  requested: readonly DiscountRequest[],
  invoice: Pick<Invoice, 'id' | 'currency' | 'discounts' | 'lines' | 'subtotal'>,
  customer: Customer | null,
): string[] {
  const purchase = {
    now: tx.now(),
    currency: invoice.currency,
    subtotal: invoice.subtotal,
    products: invoice.lines.data.flatMap((line) => line.pricing?.price_details?.product ?? []),
    customer: customer && {
      id: customer.id,
      hasPriorTransactions: hasPriorTransactions(tx, customer.id),
    },
  };
  const current = invoice.discounts.flatMap((discount) => idOf(discount) ?? []);
  const holder = { customer: customer?.id ?? null, subscription: null, invoice: invoice.id };
  return giveDiscounts(tx, requested, { current, purchase, holder }).map(({ id }) => id);
}
