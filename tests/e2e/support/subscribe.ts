import { expect } from '@playwright/test';
import type Stripe from 'stripe';
import type { Books } from './books';
import type { Buyer } from './buyer';
import type { Sandbox } from './sandbox';

type What = {
  readonly quantity?: number;
  /** One of Stripe's test payment methods. */
  readonly card?: string;
};

// All that the pages show of it.
const SHOWN = `
  SELECT FROM subscriptions s JOIN invoices i ON i.subscription_id = s.id AND i.status = 'paid'
    JOIN payment_methods m ON m.id = s.default_payment_method_id
    JOIN payments p ON p.id = ANY (i.payment_ids) AND p.status = 'succeeded'
  WHERE s.id = $1 AND s.status = 'active'`;

/** The buyer's customer at Stripe, made when there is none. */
async function customerOf(sandbox: Sandbox, books: Books, { id, email, name }: Buyer): Promise<string> {
  const [user] = await books.query('SELECT stripe_customer_id AS customer FROM users WHERE id = $1', [id]);
  if (typeof user?.customer === 'string') return user.customer;
  const made = await sandbox.stripe.customers.create({ email, name, metadata: { user_id: id } });
  await books.query('UPDATE users SET stripe_customer_id = $2 WHERE id = $1', [id, made.id]);
  return made.id;
}

/**
 * A paid subscription without the way through the checkout, for tests that are about something else: made at Stripe, and
 * heard of by webhook.
 */
export async function subscribe(
  sandbox: Sandbox,
  books: Books,
  buyer: Buyer,
  lookupKey: string,
  { quantity = 1, card = 'pm_card_visa' }: What = {},
): Promise<Stripe.Subscription> {
  const customer = await customerOf(sandbox, books, buyer);
  const { data } = await sandbox.stripe.prices.list({ lookup_keys: [lookupKey] });
  const method = await sandbox.stripe.paymentMethods.attach(card, { customer });
  const subscription = await sandbox.stripe.subscriptions.create({
    customer,
    items: [{ price: data[0]?.id ?? '', quantity }],
    default_payment_method: method.id,
  });
  await expect.poll(() => books.query(SHOWN, [subscription.id]), { intervals: [50] }).toHaveLength(1);
  return subscription;
}
