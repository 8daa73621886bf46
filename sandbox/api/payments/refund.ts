import type Stripe from 'stripe';
import { defineCollection, idOf, type Wire } from '../kernel';

export type Refund = Wire<Stripe.Refund>;

export const refunds = defineCollection<Refund>('refund', {
  indexes: {
    charge: (refund) => idOf(refund.charge),
    intent: (refund) => idOf(refund.payment_intent),
  },
  references: {
    balance_transaction: 'balance_transaction',
    charge: 'charge',
    customer: 'customer',
    failure_balance_transaction: 'balance_transaction',
    payment_intent: 'payment_intent',
    payment_method: 'payment_method',
  },
});
