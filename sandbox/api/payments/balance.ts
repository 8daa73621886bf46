import { newId, type Transaction } from '../kernel';
import { type BalanceTransaction, balanceTransactions, type Charge } from './charge';
import type { Refund } from './refund';

const TWO_DAYS = 2 * 24 * 3600;

/** What a captured charge brings to the balance, less the fee of 2.9 % and 30. */
export function recordCharge(tx: Transaction, charge: Charge): BalanceTransaction {
  const amount = charge.amount_captured;
  const fee = Math.round(amount * 0.029) + 30;
  const details = {
    amount: fee,
    application: null,
    currency: charge.currency,
    description: 'Stripe processing fees',
    type: 'stripe_fee',
  };
  return tx.put(balanceTransactions, {
    ...entry(tx, charge.currency, amount, charge.id, charge.description),
    fee,
    fee_details: [details],
    net: amount - fee,
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
    available_on: tx.now() + TWO_DAYS,
    balance_type: 'payments',
    created: tx.now(),
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
