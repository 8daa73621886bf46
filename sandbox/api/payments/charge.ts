import type Stripe from 'stripe';
import { defineCollection, defineComputed, idOf, type Wire } from '../kernel';
import { refunds } from './refund';

export type Charge = Wire<Stripe.Charge>;
export type BalanceTransaction = Wire<Stripe.BalanceTransaction>;

export const charges = defineCollection<Charge>('charge', {
  indexes: { customer: (charge) => idOf(charge.customer), intent: (charge) => idOf(charge.payment_intent) },
  references: {
    balance_transaction: 'balance_transaction',
    customer: 'customer',
    payment_intent: 'payment_intent',
  },
});

export const balanceTransactions = defineCollection<BalanceTransaction>('balance_transaction', {
  references: { source: ['charge', 'refund', 'dispute'] },
  shown: (tx, entry) => settled(entry, tx.realNow()),
});

/** An entry as it is now: its money can be used from the day it becomes available. */
export function settled(entry: BalanceTransaction, now: number): BalanceTransaction {
  return entry.available_on <= now ? { ...entry, status: 'available' } : entry;
}

defineComputed(charges, 'refunds', (tx, charge) => ({
  object: 'list',
  data: tx.where(refunds, 'charge', charge.id),
  has_more: false,
  url: `/v1/charges/${charge.id}/refunds`,
}));
