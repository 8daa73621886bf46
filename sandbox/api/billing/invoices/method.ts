import { idOf, type Transaction } from '../../kernel';
import { methodOf, stillOf } from '../subscriptions/methods';
import { subscriptions } from '../subscriptions/subscription';
import { customerOf } from './balance';
import { type Invoice, subscriptionOf } from './invoice';

/** What an invoice is charged to: its own payment method, else its subscription's, else its customer's default. */
export function methodOfInvoice(tx: Transaction, invoice: Invoice): string | null {
  const id = subscriptionOf(invoice);
  const subscription = id === null ? undefined : tx.get(subscriptions, id);
  const customer = customerOf(tx, invoice);
  if (!customer) return null;
  const own = stillOf(tx, customer.id, invoice.default_payment_method);
  const usual = idOf(customer.invoice_settings.default_payment_method);
  return own ?? (subscription ? methodOf(tx, subscription) : usual);
}
