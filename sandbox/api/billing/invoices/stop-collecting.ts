import type { Transaction } from '../../kernel';
import { type Invoice, invoices } from './invoice';

/** Nothing is charged any more for what has ended, though its open invoices can still be paid. */
export function stopCollecting(tx: Transaction, ended: readonly Invoice[]): void {
  for (const invoice of ended) {
    if (!invoice.auto_advance || (invoice.status !== 'draft' && invoice.status !== 'open')) continue;
    const stopped = { auto_advance: false, automatically_finalizes_at: null, next_payment_attempt: null };
    tx.emitUpdated('invoice.updated', invoice, tx.put(invoices, { ...invoice, ...stopped }));
  }
}
