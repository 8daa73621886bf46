import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PaymentsContext } from '@/lib/payments/context';
import type { PaymentProvider } from '@/lib/payments/provider';
import { drawTicket, syncObject, writeRecords } from '@/lib/payments/sync';
import { createTestPayments, type TestPayments } from '../../support/payments';

let world: TestPayments;

beforeAll(async () => {
  world = await createTestPayments();
});
afterAll(() => world.close());

/** The real provider, whose answers to reads take their time on the way back. */
function slow(pause: () => Promise<void>): PaymentsContext {
  const provider: PaymentProvider = {
    ...world.context.provider,
    async read(kind, id) {
      const answer = await world.context.provider.read(kind, id);
      await pause();
      return answer;
    },
  };
  return { ...world.context, provider, background: provider };
}

async function nameInMirror(id: string): Promise<string | null | undefined> {
  const customer = await world.context.database.prisma.customer.findUnique({
    where: { provider_id: { provider: 'stripe', id } },
  });
  return customer?.deletedAt ? 'tombstone' : customer?.name;
}

describe('the ticket rule (failures 2 and 4)', () => {
  test('an older read that arrives later does not overwrite a newer one', async () => {
    const { id } = await world.stripe.customers.create({ name: 'before' });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const late = syncObject(
      slow(() => held),
      'customer',
      id,
    );
    await sleep(150); // its read has been answered by now, and is on its way
    await world.stripe.customers.update(id, { name: 'after' });
    await syncObject(world.context, 'customer', id);
    release();
    expect(await late).toMatchObject({ kind: 'synced' });
    expect(await nameInMirror(id)).toBe('after');
  });

  test('a ticket drawn after the read would let it: the order is what guards', async () => {
    const { id } = await world.stripe.customers.create({ name: 'before' });
    const stale = await world.context.provider.read('customer', id);
    await world.stripe.customers.update(id, { name: 'after' });
    await syncObject(world.context, 'customer', id);
    if (stale.kind !== 'ok' || stale.value.kind !== 'found') throw new Error(stale.kind);
    await writeRecords(world.context, stale.value.records, await drawTicket(world.context));
    expect(await nameInMirror(id)).toBe('before');
  });

  test.each([true, false])(
    'a deleted object, mirrored before: %s, leaves a tombstone that an older read does not lift',
    async (mirroredBefore) => {
      const { id } = await world.stripe.customers.create({ name: 'Ada' });
      const ticket = await drawTicket(world.context);
      const old = await world.context.provider.read('customer', id);
      if (mirroredBefore) await syncObject(world.context, 'customer', id);
      await world.stripe.customers.del(id);
      expect(await syncObject(world.context, 'customer', id)).toEqual({ kind: 'gone' });
      if (old.kind !== 'ok' || old.value.kind !== 'found') throw new Error(old.kind);
      await writeRecords(world.context, old.value.records, ticket);
      expect(await nameInMirror(id)).toBe('tombstone');
    },
  );

  test('whatever the delays and duplicates of the events, the mirror ends equal to the provider', async () => {
    const delays = fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(delays, async (changes) => {
        const { id } = await world.stripe.customers.create({ name: 'start' });
        const syncs: Promise<unknown>[] = [];
        for (const [index, [event, answer]] of changes.entries()) {
          await world.stripe.customers.update(id, { name: `name ${index}` });
          // Each change rings twice, after a while, and both reads take their own time.
          for (const factor of [1, 2]) {
            syncs.push(
              sleep(event * factor).then(() =>
                syncObject(
                  slow(() => sleep(answer * factor)),
                  'customer',
                  id,
                ),
              ),
            );
          }
        }
        await Promise.all(syncs);
        expect(await nameInMirror(id)).toBe(`name ${changes.length - 1}`);
      }),
      { numRuns: 25 },
    );
  });

  test('the items of a subscription are those of the newest read', async () => {
    const { id: customer } = await world.stripe.customers.create({ name: 'Ada' });
    const { data } = await world.stripe.prices.list({ lookup_keys: ['team_monthly'] });
    const price = data[0]?.id ?? '';
    const subscription = await world.stripe.subscriptions.create({
      customer,
      items: [{ price, quantity: 2 }],
      trial_period_days: 14,
      payment_behavior: 'default_incomplete',
    });
    await syncObject(world.context, 'subscription', subscription.id);
    await syncObject(world.context, 'subscription', subscription.id);
    const items = await world.context.database.prisma.subscriptionItem.findMany({
      where: { subscriptionId: subscription.id },
    });
    expect(items.map(({ quantity, lookupKey }) => [quantity, lookupKey])).toEqual([[2, 'team_monthly']]);
  });
});
