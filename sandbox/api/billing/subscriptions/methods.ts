import { idOf, type Transaction } from '../../kernel';
import { type Customer, customers } from '../../payments';
import { customerIdOf, type Subscription } from './subscription';

/** The payment method a subscription is charged with: its own, else its customer's default. */
export function chargedMethod(own: string | null, customer: Customer): string | null {
  return own ?? idOf(customer.invoice_settings.default_payment_method);
}

/** The same for a subscription that exists. */
export function methodOf(tx: Transaction, subscription: Subscription): string | null {
  const customer = tx.existing(customers, customerIdOf(subscription));
  const own = idOf(subscription.default_payment_method);
  return customer.deleted === true ? own : chargedMethod(own, customer);
}

/** A customer's currency is that of the first thing billed, and of whatever is billed once nothing is live. */
export function rememberCurrency(tx: Transaction, customerId: string, currency: string): void {
  const before = tx.existing(customers, customerId);
  if (before.deleted === true || before.currency === currency) return;
  const after = tx.put(customers, { ...before, currency });
  tx.emitUpdated('customer.updated', before, after);
}
