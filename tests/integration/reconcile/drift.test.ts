import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PaymentProvider } from '@/lib/payments/provider';
import { unmended } from '@/lib/payments/reconcile/describe';
import { MIRROR_KINDS } from '@/lib/payments/records';
import { syncObject } from '@/lib/payments/sync';
import { MIRROR_TABLES } from '@/lib/payments/sync/columns';
import { createTestPayments, type TestPayments } from '../../support/payments';
import {
  breaksIn,
  catchUp,
  forgetRuns,
  reconcile,
  type Shop,
  shop,
  watched,
} from '../../support/reconciling';

let world: TestPayments;
let bought: Shop;
beforeAll(async () => {
  world = await createTestPayments();
  bought = await shop(world);
  await world.stripe.paymentIntents.create({ amount: 700, currency: 'usd', customer: bought.customer });
  await catchUp(world);
  // Whatever the checkout's events do not bring, such as what was there before them.
  await reconcile(world.context, 'full');
});
afterAll(() => world.close());
beforeEach(async () => {
  await catchUp(world);
  await forgetRuns(world.context);
});

const query = (sql: string, values: unknown[] = []) => world.context.database.pool.query(sql, values);

/** Everything the mirror says, without when it was heard. */
async function mirror(): Promise<unknown> {
  const tables = [
    ...MIRROR_KINDS.map((kind) => MIRROR_TABLES[kind].table),
    'subscription_items',
    'entitlements',
  ];
  const all: Record<string, unknown> = {};
  for (const table of tables) {
    const { rows } = await query(
      `SELECT to_jsonb(m) - 'synced_at' - 'ticket' AS row FROM ${table} m WHERE to_jsonb(m) ->> 'deleted_at' IS NULL ORDER BY id`,
    );
    all[table] = rows.map(({ row }) => row);
  }
  return all;
}

describe('a full run', () => {
  test('finds nothing where nothing differs, and leaves everything as it is', async () => {
    const before = await mirror();
    expect(await reconcile(world.context, 'full')).toMatchObject({ kind: 'done', run: { breaks: [] } });
    expect(await mirror()).toEqual(before);
  });

  test('finds what differs in any kind of object, with both values, and mends it', async () => {
    const before = await mirror();
    await query(`UPDATE customers SET name = 'Eve' WHERE id = $1`, [bought.customer]);
    await query(`UPDATE subscriptions SET status = 'past_due', cancel_at = now() WHERE id = $1`, [
      bought.subscription,
    ]);
    await query('UPDATE subscription_items SET quantity = 7 WHERE subscription_id = $1', [
      bought.subscription,
    ]);
    await query('UPDATE payments SET amount = 1 WHERE id = $1', [bought.payment]);
    await query(`UPDATE payment_methods SET last4 = '0000'`);
    await query(`UPDATE refunds SET status = 'pending'`);
    await query(`UPDATE invoices SET total = total + 1, payment_ids = '{}'`);
    await query(`UPDATE prices SET currency_options = '{}' WHERE lookup_key = 'pro_monthly'`);
    await query(`UPDATE products SET name = 'Nothing' WHERE plan_key = 'pro'`);
    expect(await reconcile(world.context, 'full')).toMatchObject({ kind: 'done' });
    const breaks = await breaksIn(world.context);
    expect(new Set(breaks.map(({ object_type }) => object_type))).toEqual(
      new Set([
        'customer',
        'subscription',
        'payment',
        'payment_method',
        'refund',
        'invoice',
        'price',
        'product',
      ]),
    );
    expect(breaks.every(({ kind, mended_by }) => kind === 'different' && mended_by === 'sync')).toBe(true);
    const of = (id: string) => breaks.find(({ object_id }) => object_id === id)?.differences;
    expect(of(bought.customer)).toEqual({ name: { mirror: 'Eve', provider: expect.stringMatching(/^Ada/) } });
    expect(of(bought.payment)).toEqual({ amount: { mirror: 1, provider: 1000 } });
    expect(of(bought.subscription)).toMatchObject({
      status: { mirror: 'past_due', provider: 'active' },
      cancelAt: { mirror: expect.any(String), provider: null },
    });
    const [item] = Object.entries(of(bought.subscription) ?? {}).filter(([name]) =>
      name.startsWith('items.'),
    );
    expect(item).toEqual([expect.stringMatching(/^items\.si_\w+\.quantity$/), { mirror: 7, provider: 1 }]);
    expect(await mirror()).toEqual(before);
  });

  test('finds what the mirror does not hold', async () => {
    const before = await mirror();
    for (const table of [
      'subscriptions',
      'subscription_items',
      'payments',
      'payment_methods',
      'refunds',
      'products',
    ]) {
      await query(`DELETE FROM ${table}`);
    }
    await reconcile(world.context, 'full');
    const breaks = await breaksIn(world.context);
    expect(breaks.every(({ kind, mended_by }) => kind === 'missing' && mended_by === 'sync')).toBe(true);
    expect(breaks.find(({ object_id }) => object_id === bought.payment)?.differences).toMatchObject({
      amount: { mirror: null, provider: 1000 },
    });
    expect(new Set(breaks.map(({ object_type }) => object_type))).toEqual(
      new Set(['subscription', 'payment', 'payment_method', 'refund', 'product']),
    );
    expect(await mirror()).toEqual(before);
  });

  test('finds what the provider no longer holds, and what came back to life', async () => {
    const { id: gone } = await world.stripe.customers.create({ name: 'Soon gone' });
    const { id: method } = await world.stripe.paymentMethods.attach('pm_card_mastercard', { customer: gone });
    await catchUp(world);
    await world.stripe.paymentMethods.detach(method);
    await world.stripe.customers.del(gone);
    // As if it had happened so long ago that the events are forgotten.
    await query(
      `INSERT INTO webhook_events (source, event_id, type, livemode, created, state, processed_at)
      SELECT 'stripe', e.id, e.type, false, now(), 'processed', now()
      FROM json_to_recordset($1::json) AS e (id text, type text) ON CONFLICT DO NOTHING`,
      [JSON.stringify((await world.stripe.events.list({ limit: 100 })).data)],
    );
    await query('UPDATE payments SET deleted_at = now() WHERE id = $1', [bought.payment]);
    await reconcile(world.context, 'full');
    expect(await breaksIn(world.context)).toMatchObject([
      {
        kind: 'different',
        object_id: bought.payment,
        differences: { deleted: { mirror: true, provider: false } },
      },
      { kind: 'gone', object_type: 'customer', object_id: gone, mended_by: 'sync' },
      { kind: 'gone', object_type: 'payment_method', object_id: method, mended_by: 'sync' },
    ]);
    const { rows } = await query('SELECT deleted_at IS NULL AS alive FROM payments WHERE id = $1', [
      bought.payment,
    ]);
    expect(rows).toEqual([{ alive: true }]);
    await forgetRuns(world.context);
    expect(await reconcile(world.context, 'full')).toMatchObject({ run: { breaks: [] } });
  });

  test('goes past what cannot be read or understood, and says that it is not mended', async () => {
    await query(`UPDATE payments SET status = 'processing'`);
    const confusing: PaymentProvider = new Proxy(world.context.background, {
      get(target, property) {
        if (property !== 'read') return Reflect.get(target, property, target);
        return async (...input: Parameters<PaymentProvider['read']>) => {
          if (input[1] === bought.payment) throw new TypeError('no such shape');
          return target.read(...input);
        };
      },
    });
    const worked = await reconcile({ ...world.context, background: confusing }, 'full');
    expect(worked).toMatchObject({ kind: 'done' });
    const breaks = await breaksIn(world.context);
    expect(breaks.length).toBeGreaterThan(1);
    expect(breaks.filter(({ mended_by }) => mended_by === null)).toMatchObject([
      {
        object_id: bought.payment,
        differences: { unreadable: { provider: 'refused: TypeError: no such shape' } },
      },
    ]);
    expect(worked.kind === 'done' && unmended(worked.run)).toBe(1);
    await reconcile(world.context, 'full');
  });

  test('is not fooled by what changes between a page and the comparison', async () => {
    const calls: string[] = [];
    // The customer changes after its page was asked for, and the change is in the mirror before the page is compared.
    const context = watched(world.context, async (name) => void calls.push(name));
    const slow: typeof context = {
      ...context,
      background: new Proxy(context.background, {
        get(target, property) {
          if (property !== 'readPage') return Reflect.get(target, property, target);
          return async (...input: Parameters<typeof target.readPage>) => {
            const page = await target.readPage(...input);
            if (input[0] === 'customer') {
              await world.stripe.customers.update(bought.customer, { name: `Ada ${calls.length}` });
              await syncObject(world.context, 'customer', bought.customer);
            }
            return page;
          };
        },
      }),
    };
    expect(await reconcile(slow, 'full')).toMatchObject({ kind: 'done', run: { breaks: [] } });
    const { rows } = await query('SELECT name FROM customers WHERE id = $1', [bought.customer]);
    const { deleted, ...customer } = await world.stripe.customers.retrieve(bought.customer);
    expect(deleted).toBeUndefined();
    expect(customer).toMatchObject({ name: rows[0]?.name });
    await catchUp(world);
  });

  test('finds nothing while people buy and their webhooks are processed beside it', async () => {
    let buying = true;
    const run = (async () => {
      const found: unknown[] = [];
      while (buying) {
        // As long as the product gives deliveries: these come one after the other, and a busy machine takes its time.
        const worked = await reconcile(world.context, 'full', { grace: 15 });
        if (worked.kind === 'done') found.push(...worked.run.breaks);
      }
      return found;
    })();
    for (let n = 0; n < 6; n += 1) {
      await shop(world);
      await catchUp(world);
    }
    buying = false;
    expect(await run).toEqual([]);
  }, 120_000);

  test('finds what was made during the walk when its webhook was lost: the next run', async () => {
    let made = '';
    const context = watched(world.context, async (name) => {
      if (name === 'readPage' && !made)
        made = (await world.stripe.customers.create({ name: 'In between' })).id;
    });
    expect(await reconcile(context, 'full')).toMatchObject({ kind: 'done' });
    const here = 'SELECT FROM customers WHERE id = $1';
    if ((await query(here, [made])).rowCount === 0) await reconcile(world.context, 'recent');
    expect((await query(here, [made])).rowCount).toBe(1);
    const breaks = await breaksIn(world.context);
    expect(breaks.filter(({ object_id }) => object_id === made).length + breaks.length).toBeGreaterThan(0);
  });
});

describe('a run of what is recent', () => {
  test('compares what events have touched, though every event was delivered', async () => {
    await catchUp(world);
    await query(`UPDATE payments SET status = 'processing' WHERE id = $1`, [bought.payment]);
    await reconcile(world.context, 'recent');
    expect(await breaksIn(world.context)).toMatchObject([
      {
        kind: 'different',
        object_id: bought.payment,
        differences: { status: { mirror: 'processing', provider: 'succeeded' } },
        mended_by: 'sync',
      },
    ]);
  });

  test('reads each touched object once', async () => {
    await world.requests();
    await reconcile(world.context, 'recent');
    const reads = (await world.requests())
      .map(({ path }) => path)
      .filter((path) => !path.startsWith('/v1/events'));
    expect(reads.length).toBeGreaterThan(5);
    expect(new Set(reads).size).toBe(reads.length);
  });
});
