import type { Transaction } from '../kernel';
import { recordCharge } from './balance';
import { type Charge, charges } from './charge';
import { raiseDisputes } from './dispute-open';
import { raiseWarning } from './early-fraud-warning';
import { memoryOf, type PaymentMethod } from './payment-method';

/**
 * Books a captured charge and says so: the balance follows the charge, it does not come with it. What its test card
 * is known for comes after that: a dispute, or the issuer's warning of fraud.
 */
export function bookCharge(tx: Transaction, charge: Charge, method: PaymentMethod): Charge {
  const { behaviour } = memoryOf(tx, method);
  const entry = recordCharge(tx, charge, behaviour.settlement);
  const booked = tx.put(charges, { ...charge, balance_transaction: entry.id });
  tx.emitLater('charge.updated', booked, { balance_transaction: null });
  if (behaviour.aftermath === 'none') return booked;
  if (behaviour.aftermath === 'early_fraud_warning') {
    raiseWarning(tx, booked);
    return booked;
  }
  return raiseDisputes(tx, booked, behaviour.aftermath);
}
