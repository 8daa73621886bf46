import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drain } from '@/lib/payments/webhooks';
import { Actor } from '../support/actor';
import { gatedDatabase } from '../support/gated-database';
import { gatedProvider } from '../support/gated-provider';
import { LaggingReads } from '../support/lagging-reads';
import { Turns } from '../support/turns';
import { createRandom } from './random';
import { Checkout } from './webhooks/checkout';
import { World } from './webhooks/world';

const ORDERS = Number(process.env.SIMULATION_ORDERS ?? 300);
const NO_END = { limit: 10_000, deadline: new Date(8.64e15) };
const quick = { lag: new LaggingReads(), trouble: () => null, slowness: () => 0 };

let world: World;
let checkout: Checkout;
let expected: string;
beforeAll(async () => {
  world = await World.open();
  checkout = await Checkout.make(world);
  await checkout.rewind();
  await checkout.deliver(checkout.events);
  await drain(checkout.context, NO_END);
  expected = await checkout.dump();
});
afterAll(() => world.close());

describe('the events of one checkout', () => {
  test('are many, and what comes of them is worth comparing', () => {
    expect(checkout.events.length).toBeGreaterThan(15);
    const { mirror, mails, access, credits, operations, events } = JSON.parse(expected);
    expect(mirror.length).toBeGreaterThan(5);
    expect(mails.length).toBe(2);
    expect(access.length).toBeGreaterThan(1);
    expect(credits).toEqual([[expect.any(String), 'purchase', 1000]]);
    expect(operations.map((row: string[]) => row[1])).toEqual(operations.map(() => 'done'));
    expect(events.filter((row: string[]) => row[1] === 'pending')).toEqual([]);
  });

  test(`end in the same rows in ${ORDERS} orders, one at a time or in groups, once or twice`, {
    timeout: 120_000,
  }, async () => {
    for (let seed = 1; seed <= ORDERS; seed++) {
      const random = createRandom(seed);
      const doubled = checkout.events.filter(() => random.chance(0.1));
      const waiting = random.shuffle([...checkout.events, ...doubled]);
      const mostTogether = random.pick([1, 8, 12, 16]);
      await checkout.rewind();
      while (waiting.length > 0) {
        await checkout.deliver(waiting.splice(0, 1 + random.below(mostTogether)));
        await drain(checkout.context, NO_END);
      }
      expect(await checkout.dump(), `order ${seed}`).toBe(expected);
    }
  });

  test('end in the same rows when the worker is killed, whichever await it was at', {
    timeout: 120_000,
  }, async () => {
    let killed = 0;
    for (let at = 1; ; at++) {
      await checkout.rewind();
      await checkout.deliver(checkout.events);
      const turns = new Turns(createRandom(at), world.locks);
      const doom = { at, effect: 'after' } as const;
      const worker = new Actor({ name: 'worker', turns, terminate: world.terminate, doom });
      const { context } = checkout;
      const provider = gatedProvider(context.background, worker, quick);
      const database = gatedDatabase(context.database, worker);
      worker.start(() => drain({ ...context, database, provider, background: provider }, NO_END));
      while (!worker.ending) if (!(await turns.step())) await turns.next();
      await world.passTime(1);
      await drain(context, NO_END);
      expect(await checkout.dump(), `killed at await ${at}`).toBe(expected);
      if (worker.ending.kind === 'done') break;
      expect(worker.ending.kind).toBe('dead');
      killed += 1;
    }
    expect(killed).toBeGreaterThan(50);
  });
});
