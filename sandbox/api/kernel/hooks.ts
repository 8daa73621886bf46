import type Stripe from 'stripe';
import type { Transaction } from './transaction';
import type { Wire } from './wire';

type PaymentIntent = Wire<Stripe.PaymentIntent>;
type SetupIntent = Wire<Stripe.SetupIntent>;
type Customer = Wire<Stripe.Customer>;

/**
 * What the billing side learns of the payments side, inside the same transaction and after the payments side has
 * written its objects and emitted its events. A hook must not throw to refuse: what happened has happened.
 */
export interface PaymentHooks {
  paymentIntentSucceeded(tx: Transaction, intent: PaymentIntent): void;
  /** Declined, or its authentication failed; `last_payment_error` says which. */
  paymentIntentFailed(tx: Transaction, intent: PaymentIntent): void;
  paymentIntentRequiresAction(tx: Transaction, intent: PaymentIntent): void;
  paymentIntentCanceled(tx: Transaction, intent: PaymentIntent): void;
  setupIntentSucceeded(tx: Transaction, intent: SetupIntent): void;
  /** The customer is gone; its subscriptions must be canceled. Called before the customer is removed. */
  customerDeleted(tx: Transaction, customer: Customer): void;
}

const registered: Partial<PaymentHooks>[] = [];

/** Registers hooks; called once, when the process starts. */
export function onPayments(hooks: Partial<PaymentHooks>): void {
  registered.push(hooks);
}

/** Calls one hook of everybody who registered it. */
export const hooks: PaymentHooks = {
  paymentIntentSucceeded: (tx, intent) => {
    for (const each of registered) each.paymentIntentSucceeded?.(tx, intent);
  },
  paymentIntentFailed: (tx, intent) => {
    for (const each of registered) each.paymentIntentFailed?.(tx, intent);
  },
  paymentIntentRequiresAction: (tx, intent) => {
    for (const each of registered) each.paymentIntentRequiresAction?.(tx, intent);
  },
  paymentIntentCanceled: (tx, intent) => {
    for (const each of registered) each.paymentIntentCanceled?.(tx, intent);
  },
  setupIntentSucceeded: (tx, intent) => {
    for (const each of registered) each.setupIntentSucceeded?.(tx, intent);
  },
  customerDeleted: (tx, customer) => {
    for (const each of registered) each.customerDeleted?.(tx, customer);
  },
};
