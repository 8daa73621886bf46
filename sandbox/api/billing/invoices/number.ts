import { forbiddenState, type Transaction } from '../../kernel';
import { type Customer, customers } from '../../payments';
import { type Invoice, invoices } from './invoice';

/** The number of an invoice that is finalized: the one it was given, else the customer's next. */
export function assignNumber(tx: Transaction, draft: Invoice, customer: Customer | null): string | null {
  if (draft.number !== null) {
    requireUnused(tx, draft.number, draft.id);
    return draft.number;
  }
  if (!customer) return null;
  const next = customer.next_invoice_sequence ?? 1;
  tx.put(customers, { ...customer, next_invoice_sequence: next + 1 });
  return `${customer.invoice_prefix ?? 'SANDBOX'}-${String(next).padStart(4, '0')}`;
}

/** A number that somebody chose must be nobody else's. Throws 400. */
export function requireUnused(tx: Transaction, number: string, own: string | null): void {
  if (!tx.where(invoices, 'number', number).some((other) => other.id !== own)) return;
  throw forbiddenState(`An invoice with the number ${number} already exists.`, { param: 'number' });
}
