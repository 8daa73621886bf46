import { newId, type Transaction } from '../kernel';
import { type BalanceTransaction, balanceTransactions, type Charge } from './charge';
import type { Dispute } from './dispute';
import type { Refund } from './refund';

const DAY = 24 * 3600;
/** In the minor unit of whatever currency, as the fee of a charge is. */
const DISPUTE_FEE = 1500;

/** What a captured charge brings to the balance, less the fee of 2.9 % and 30. */
export function recordCharge(
  tx: Transaction,
  charge: Charge,
  settlement: 'pending' | 'available',
): BalanceTransaction {
  const amount = charge.amount_captured;
  const fee = Math.round(amount * 0.029) + 30;
  return tx.put(balanceTransactions, {
    ...entry(tx, charge.currency, amount, charge.id, charge.description),
    ...charging(fee, charge.currency, 'Stripe processing fees', amount),
    ...(settlement === 'available' ? { available_on: tx.realNow(), status: 'available' } : {}),
    reporting_category: 'charge',
    type: 'charge',
  });
}

/** What a refund takes from the balance. The fee is not given back. */
export function recordRefund(tx: Transaction, refund: Refund): BalanceTransaction {
  return tx.put(balanceTransactions, {
    ...entry(tx, refund.currency, -refund.amount, refund.id, 'REFUND FOR CHARGE'),
    reporting_category: 'refund',
    type: 'refund',
  });
}

/** What a failed refund brings back. */
export function recordRefundFailure(tx: Transaction, refund: Refund): BalanceTransaction {
  return tx.put(balanceTransactions, {
    ...entry(tx, refund.currency, refund.amount, refund.id, 'REFUND FAILURE'),
    reporting_category: 'refund_failure',
    type: 'refund_failure',
  });
}

/** What a dispute takes from the balance while it is open: the money and a fee. */
export function recordWithdrawal(tx: Transaction, dispute: Dispute): BalanceTransaction {
  return tx.put(balanceTransactions, {
    ...entry(
      tx,
      dispute.currency,
      -dispute.amount,
      dispute.id,
      `Chargeback withdrawal for ${dispute.charge}`,
    ),
    ...charging(DISPUTE_FEE, dispute.currency, 'Dispute fee', -dispute.amount),
    reporting_category: 'dispute',
    type: 'adjustment',
  });
}

/** What a dispute that was won brings back: the money and the fee. */
export function recordReinstatement(tx: Transaction, dispute: Dispute): BalanceTransaction {
  return tx.put(balanceTransactions, {
    ...entry(tx, dispute.currency, dispute.amount, dispute.id, `Chargeback reversal for ${dispute.charge}`),
    ...charging(-DISPUTE_FEE, dispute.currency, 'Dispute fee refund', dispute.amount),
    reporting_category: 'dispute_reversal',
    type: 'adjustment',
  });
}

function charging(
  fee: number,
  currency: string,
  description: string,
  amount: number,
): Pick<BalanceTransaction, 'fee' | 'fee_details' | 'net'> {
  const detail = { amount: fee, application: null, currency, description, type: 'stripe_fee' };
  return { fee, fee_details: [detail], net: amount - fee };
}

function entry(
  tx: Transaction,
  currency: string,
  amount: number,
  source: string,
  description: string | null,
): Omit<BalanceTransaction, 'reporting_category' | 'type'> {
  return {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    // Money becomes available at the beginning of a day.
    available_on: Math.floor(tx.realNow() / DAY) * DAY + 2 * DAY,
    balance_type: 'payments',
    created: tx.realNow(),
    currency,
    description,
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: amount,
    source,
    status: 'pending',
  };
}
