import type Stripe from 'stripe';
import { defineCollection, idOf, newId, notImplemented, type Transaction, type Wire } from '../kernel';
import { type Customer, customers } from './customer';

export type CustomerBalanceTransaction = Wire<Stripe.CustomerBalanceTransaction>;

export const customerBalanceTransactions = defineCollection<CustomerBalanceTransaction>(
  'customer_balance_transaction',
  {
    indexes: { customer: (entry) => idOf(entry.customer) },
    references: { credit_note: 'credit_note', customer: 'customer', invoice: 'invoice' },
  },
);

export interface BalanceMove {
  /** Minor units: negative is a credit of the customer's, positive is owed. */
  amount: number;
  currency: string;
  type: CustomerBalanceTransaction['type'];
  invoice?: string | null | undefined;
  credit_note?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, string> | undefined;
}

/**
 * Moves a customer's balance and writes down why. A customer without a currency gets the one of its balance.
 * Throws 400 for a second currency: the sandbox keeps a balance in one.
 */
export function moveBalance(
  tx: Transaction,
  customerId: string,
  move: BalanceMove,
): CustomerBalanceTransaction {
  const before = tx.existing(customers, customerId);
  if (before.deleted === true)
    throw new Error(`The balance of ${customerId}, who was deleted, cannot be moved.`);
  requireOneCurrency(before, move.currency);
  const balance = before.balance + move.amount;
  const after: Customer = { ...before, balance, currency: before.currency ?? move.currency };
  tx.put(customers, after);
  tx.emitUpdated('customer.updated', before, after);
  return recordMove(tx, after, move);
}

/** Writes down how a customer came to the balance it has now. */
export function recordMove(
  tx: Transaction,
  customer: Pick<Customer, 'id' | 'balance'>,
  move: BalanceMove,
): CustomerBalanceTransaction {
  return tx.put(customerBalanceTransactions, {
    id: newId('cbtxn'),
    object: 'customer_balance_transaction',
    amount: move.amount,
    checkout_session: null,
    created: tx.now(),
    credit_note: move.credit_note ?? null,
    currency: move.currency,
    customer: customer.id,
    customer_account: null,
    description: move.description ?? null,
    ending_balance: customer.balance,
    invoice: move.invoice ?? null,
    livemode: false,
    metadata: move.metadata ?? {},
    type: move.type,
  });
}

function requireOneCurrency({ currency }: Customer, wanted: string): void {
  if (!currency || currency === wanted) return;
  throw notImplemented('a customer balance in more than one currency', 'currency');
}
