import { idOf, type Transaction } from '../../kernel';
import { type Customer, customers, paymentMethods } from '../../payments';
import { customerIdOf, type Subscription } from './subscription';

/** The payment method a subscription is charged with: its own, else its customer's default. */
export function chargedMethod(own: string | null, customer: Customer): string | null {
  return own ?? idOf(customer.invoice_settings.default_payment_method);
}

/** The same for a subscription that exists. */
export function methodOf(tx: Transaction, subscription: Subscription): string | null {
  const customer = tx.existing(customers, customerIdOf(subscription));
  if (customer.deleted === true) return null;
  return chargedMethod(stillOf(tx, customer.id, subscription.default_payment_method), customer);
}

/** A payment method as long as it is its customer's: one that was detached cannot be charged any more. */
export function stillOf(
  tx: Transaction,
  customer: string,
  method: Subscription['default_payment_method'],
): string | null {
  const id = idOf(method);
  const owner = id === null ? null : idOf(tx.get(paymentMethods, id)?.customer);
  return owner === customer ? id : null;
}

/** A customer's currency is that of the first thing billed, and of whatever is billed once nothing is live. */
export function rememberCurrency(tx: Transaction, customerId: string, currency: string): void {
  const before = tx.existing(customers, customerId);
  if (before.deleted === true || before.currency === currency) return;
  const after = tx.put(customers, { ...before, currency });
  tx.emitUpdated('customer.updated', before, after);
}

/** Whether a customer's last invoice failed to be collected. */
export function markDelinquent(tx: Transaction, customerId: string, delinquent: boolean): void {
  const before = tx.existing(customers, customerId);
  if (before.deleted === true || before.delinquent === delinquent) return;
  tx.emitUpdated('customer.updated', before, tx.put(customers, { ...before, delinquent }));
}
