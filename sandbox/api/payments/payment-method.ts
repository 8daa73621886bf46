import type Stripe from 'stripe';
import { defineCollection, idOf, invalidRequest, noSuch, type Transaction, type Wire } from '../kernel';
import { PUBLIC_METHOD_FIELDS } from './public-view';
import type { Behaviour } from './test-cards';

export type PaymentMethod = Wire<Stripe.PaymentMethod>;

export const paymentMethods = defineCollection<PaymentMethod>('payment_method', {
  indexes: { customer: (method) => idOf(method.customer) },
  references: { customer: 'customer' },
  publicFields: PUBLIC_METHOD_FIELDS,
});

/** What the sandbox knows of a card beside the object it shows. Never its number. */
export interface CardMemory {
  /** The payment method's id. */
  id: string;
  object: '_card_memory';
  behaviour: Behaviour;
  /** It was set up for off-session use. */
  setUp: boolean;
  /** It was used once without a customer, or detached: it cannot be used again. */
  spent: boolean;
}

export const cardMemories = defineCollection<CardMemory>('_card_memory');

export function memoryOf(tx: Transaction, method: PaymentMethod): CardMemory {
  return tx.existing(cardMemories, method.id);
}

export function remember(
  tx: Transaction,
  method: PaymentMethod,
  change: Partial<Pick<CardMemory, 'setUp' | 'spent'>>,
): void {
  tx.put(cardMemories, { ...memoryOf(tx, method), ...change });
}

/** A customer's payment methods, newest first. */
export function attachedMethods(tx: Transaction, customer: string): PaymentMethod[] {
  return tx.where(paymentMethods, 'customer', customer);
}

/** A payment method that a customer owns. Throws 400 when there is none or it is another's. */
export function attachedMethod(tx: Transaction, id: string, customer: string, param: string): PaymentMethod {
  const method = tx.get(paymentMethods, id);
  if (!method) throw noSuch('payment_method', id, { param });
  if (idOf(method.customer) === customer) return method;
  const message = `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`;
  throw invalidRequest(message, { code: 'resource_missing', param });
}
