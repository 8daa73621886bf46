import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type Stripe from 'stripe';
import { createPrice, subscribe } from '../servers/account';

const LANES = 8;

const USERS = `
  INSERT INTO users (id, email, name, stripe_customer_id, updated_at)
  SELECT gen_random_uuid(), lower(customer) || '@example.com', 'Ada Lovelace', customer, now()
  FROM unnest($1::text[]) AS customer`;

/** People with a subscription, who are users of ours. @returns their subscriptions' ids */
export async function openShop(stripe: Stripe, client: pg.Client, people: number): Promise<string[]> {
  const price = await createPrice(stripe);
  const subscriptions: Stripe.Subscription[] = [];
  const lane = async (own: number): Promise<void> => {
    for (let index = own; index < people; index += LANES) subscriptions.push(await subscribe(stripe, price));
  };
  await Promise.all(Array.from({ length: LANES }, (_, index) => lane(index)));
  await client.query(USERS, [subscriptions.map(({ customer }) => customer)]);
  return subscriptions.map(({ id }) => id);
}

/** Makes numbered changes, so many a second, each at its time whether those before have been answered or not. */
export async function change(
  stripe: Stripe,
  ids: readonly string[],
  { first, count, rate }: { first: number; count: number; rate: number },
): Promise<void> {
  const began = performance.now();
  const under: Promise<unknown>[] = [];
  for (let made = 0; made < count; made += 1) {
    const early = began + (made * 1000) / rate - performance.now();
    if (early > 1) await sleep(early);
    const id = ids[made % ids.length] ?? '';
    under.push(stripe.subscriptions.update(id, { metadata: { change: String(first + made) } }));
  }
  await Promise.all(under);
}
