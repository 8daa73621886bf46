import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type Stripe from 'stripe';

/** Changes of one subscription, beside the dozen events of its beginning. */
const CHANGES = 8;
const TOGETHER = 6;

async function customerWithPlan(stripe: Stripe, pool: pg.Pool, price: string): Promise<void> {
  const userId = randomUUID();
  const email = `${userId}@example.com`;
  const customer = await stripe.customers.create({ email, metadata: { user_id: userId } });
  await pool.query(
    `INSERT INTO users (id, email, name, stripe_customer_id, updated_at) VALUES ($1, $2, 'Ada Lovelace', $3, now())`,
    [userId, email, customer.id],
  );
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price }],
    default_payment_method: card.id,
  });
  for (let change = 1; change <= CHANGES; change++) {
    await stripe.subscriptions.update(id, { metadata: { change: String(change) } });
  }
}

/** Does so much business that there are at least so many events, and answers exactly so many, oldest first. */
export async function eventsOf(stripe: Stripe, pool: pg.Pool, count: number): Promise<Stripe.Event[]> {
  const product = await stripe.products.create({ name: 'Pro' });
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 2000,
    recurring: { interval: 'month' },
  });
  const list = () => stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  let events = await list();
  while (events.length < count) {
    await Promise.all(Array.from({ length: TOGETHER }, () => customerWithPlan(stripe, pool, price.id)));
    events = await list();
  }
  return events.reverse();
}
