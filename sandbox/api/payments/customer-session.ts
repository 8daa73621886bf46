import type Stripe from 'stripe';
import { defineCollection, idOf, invalidRequest, type Transaction, type Wire } from '../kernel';
import { customers } from './customer';
import { attachedMethods, type PaymentMethod } from './payment-method';

export type CustomerSession = Wire<Stripe.CustomerSession>;
type Components = NonNullable<CustomerSession['components']>;
export type PaymentElementFeatures = NonNullable<Components['payment_element']['features']>;

/** A session has no id of its own; it is kept under one, for the Payment Element to find it by its secret. */
interface StoredSession {
  id: string;
  object: '_customer_session';
  session: CustomerSession;
}

export const customerSessions = defineCollection<StoredSession>('_customer_session', {
  indexes: {
    secret: (stored) => stored.session.client_secret,
    customer: (stored) => idOf(stored.session.customer),
  },
});

/** What can be expanded in a session as it is answered: without an id, so that none is ever stored as such. */
defineCollection<CustomerSession & { id: string }>('customer_session', {
  references: { customer: 'customer' },
});

/** The session behind a client secret. Throws 400 when there is none, it has expired or its customer is gone. */
export function openSession(tx: Transaction, secret: string): CustomerSession {
  const session = tx.where(customerSessions, 'secret', secret)[0]?.session;
  const customer = session && tx.get(customers, idOf(session.customer) ?? '');
  const isOver = session !== undefined && session.expires_at <= tx.realNow();
  if (session && !isOver && customer && customer.deleted !== true) return session;
  const message = isOver
    ? 'The customer session has expired. Please create a new one.'
    : 'The customer session client secret provided does not match any customer session on this account.';
  throw invalidRequest(message, { param: 'customer_session_client_secret' });
}

/** What the session lets a Payment Element do; null when it is not enabled for one. */
export function paymentElementFeatures(session: CustomerSession): PaymentElementFeatures | null {
  const element = session.components?.payment_element;
  return element?.enabled === true ? element.features : null;
}

/** The cards a Payment Element may offer again: newest first (inferred), filtered and limited as the session says. */
export function redisplayedMethods(tx: Transaction, session: CustomerSession): PaymentMethod[] {
  const features = paymentElementFeatures(session);
  if (features?.payment_method_redisplay !== 'enabled') return [];
  const allowed = features.payment_method_allow_redisplay_filters;
  return attachedMethods(tx, idOf(session.customer) ?? '')
    .filter((method) => method.type === 'card' && allowed.includes(method.allow_redisplay ?? 'unspecified'))
    .slice(0, features.payment_method_redisplay_limit ?? 3);
}
