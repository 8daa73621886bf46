import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPayments } from '@/lib/payments/compose';
import type { PaymentsContext } from '@/lib/payments/context';
import { completeOperations } from '@/lib/payments/operations';
import { type Fault, type FaultyProxy, startFaultyProxy } from '../../support/faulty-proxy';
import { createTestPayments, type TestPayments } from '../../support/payments';
import { type SecondProcess, startSecondProcess } from '../../support/second-process';
import { crashAt } from './crash';
import type { Ready, Verb } from './verb';
import { VERBS } from './verbs';

let world: TestPayments;
let second: SecondProcess;
let proxy: FaultyProxy;
/** A process whose way to the provider is bad, one that may try again, and one that has no way there. */
let faulty: PaymentsContext;
let patient: PaymentsContext;
let cutOff: PaymentsContext;
let userId: string;

function hooks(): void {
  beforeAll(async () => {
    world = await createTestPayments();
    second = await startSecondProcess(world);
    proxy = await startFaultyProxy(world.sandbox.url);
    // Too little for a second try: what has got lost stays lost.
    faulty = world.anotherContext(proxy.url, 600);
    patient = world.anotherContext(proxy.url);
    cutOff = world.anotherContext('http://127.0.0.1:9', 600);
  });
  afterAll(async () => {
    await second.close();
    await proxy.close();
    await world.close();
  });
  beforeEach(async () => {
    userId = await world.createUser();
    proxy.set('pass');
  });
}

async function ready(verb: Verb): Promise<Ready> {
  const prepared = await verb.prepare(world, userId);
  await world.requests();
  return prepared;
}

/** Leases run out, and what waits is due; what was answered with a 5xx has settled by now. */
async function timePasses(): Promise<void> {
  await world.context.database.pool.query(
    `UPDATE payment_operations SET next_check_at = now() - interval '1 second',
       lease_until = CASE WHEN lease_token IS NOT NULL THEN now() - interval '1 second' END,
       key_spent_at = key_spent_at - interval '1 hour'
     WHERE user_id = $1 AND state IN ('open', 'unknown')`,
    [userId],
  );
}

async function unfinished(): Promise<string[]> {
  const { rows } = await world.context.database.pool.query<{ state: string }>(
    `SELECT state FROM payment_operations WHERE user_id = $1 AND state NOT IN ('done', 'refused', 'awaiting_buyer')`,
    [userId],
  );
  return rows.map(({ state }) => state);
}

/** A completer of another process; a second pass for what the first one found must be sent anew. */
async function complete(): Promise<void> {
  for (let pass = 0; pass < 2; pass++) {
    await timePasses();
    await completeOperations(world.anotherContext(), { deadline: new Date(Date.now() + 20_000) });
  }
}

/**
 * Every write carried a key, and the writes of one operation's step, known by its path, carried one.
 * @param renewed whether a 5xx was saved under it: after a look it may have been given up for another, once
 */
async function expectOneKeyAStep(renewed = false): Promise<void> {
  const steps = new Map<string, Set<string>>();
  for (const { method, path, idempotency_key: key } of await world.requests()) {
    if (method !== 'POST') continue;
    expect(key, path).toMatch(/^billfold:/);
    // What may be asked for again and again (a customer's details) is another operation once the first is done.
    const [, operation] = key?.split(':') ?? [];
    const step = `${operation} ${path}`;
    const first = renewed ? key?.replace(/:1$/, '') : key;
    steps.set(step, (steps.get(step) ?? new Set()).add(first ?? ''));
  }
  for (const [step, keys] of steps) expect([...keys], step).toHaveLength(1);
}

/** It has happened exactly once, and whoever asks again is told so. */
async function expectOnce({ call, held, once, ends }: Ready): Promise<void> {
  expect(await held()).toEqual(once);
  expect(await unfinished()).toEqual([]);
  expect(await call(world.payments)).toMatchObject({ kind: ends });
  expect(await held()).toEqual(once);
}

const PARTS = 3;

/**
 * Has everything that can go wrong go wrong with each third of the verbs: in files of their own, so that they run side by
 * side.
 */
export function testEveryVerb(part: 0 | 1 | 2): void {
  hooks();
  describe.each(VERBS.filter((_, nth) => nth % PARTS === part))('$name', cases);
}

function cases(verb: Verb): void {
  test('asked for twice at once', async () => {
    const prepared = await ready(verb);
    const [one, other] = await Promise.all([prepared.call(world.payments), prepared.call(world.payments)]);
    expect(one).toMatchObject({ kind: prepared.ends });
    expect(other).toMatchObject({ kind: prepared.ends });
    if (prepared.ends === 'requires_action') expect(other).toEqual(one);
    await expectOneKeyAStep();
    await expectOnce(prepared);
  });

  test('asked for at once in two processes, one of them with two windows on it', async () => {
    const prepared = await ready(verb);
    const callers = [second.payments, world.payments, createPayments(world.anotherContext())];
    const outcomes = await Promise.all(callers.map((payments) => prepared.call(payments)));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ kind: prepared.ends });
    await expectOneKeyAStep();
    await expectOnce(prepared);
  });

  test('after a crash at each of its awaits', { timeout: 120_000 }, async () => {
    for (let at = 1, crashed = true; crashed; at++) {
      userId = await world.createUser();
      const prepared = await ready(verb);
      crashed = await crashAt(world, at, (payments) => prepared.call(payments));
      await complete();
      await expectOneKeyAStep();
      const outcome = await prepared.call(world.payments);
      expect(outcome, `crashed at await ${at}`).toMatchObject({ kind: prepared.ends });
      await expectOnce(prepared);
    }
  });

  const DONE_UNHEARD: readonly Fault[] = ['lose_answer', 'break_body', 'fail_after'];
  test.each(DONE_UNHEARD)('%s: unknown at first, and found out', async (fault) => {
    const prepared = await ready(verb);
    proxy.set(fault);
    const outcome = await prepared.call(createPayments(faulty));
    // Where it was the customer's creation that got lost, nothing of the verb itself was sent.
    const isStart = verb.purpose.startsWith('start_');
    expect(isStart ? ['unknown', 'refused'] : ['unknown']).toContain(outcome.kind);
    proxy.set('pass');
    await complete();
    await expectOneKeyAStep(fault === 'fail_after');
    await prepared.call(world.payments);
    await expectOnce(prepared);
  });

  test.each(DONE_UNHEARD)('%s, and asked for again at once', async (fault) => {
    const prepared = await ready(verb);
    proxy.set(fault);
    await prepared.call(createPayments(faulty));
    proxy.set('pass');
    await prepared.call(world.payments);
    await complete();
    await expectOneKeyAStep(fault === 'fail_after');
    await expectOnce(prepared);
  });

  test('a 500 before the work: found out, and done when it is asked for again', async () => {
    const prepared = await ready(verb);
    proxy.set('fail_before');
    await prepared.call(createPayments(faulty));
    proxy.set('pass');
    await complete();
    await expectOneKeyAStep(true);
    await prepared.call(world.payments);
    await expectOnce(prepared);
  });

  test('a 409, since its like is still at work', async () => {
    const prepared = await ready(verb);
    proxy.set('in_flight');
    expect(await prepared.call(createPayments(patient))).toMatchObject({ kind: prepared.ends });
    await expectOneKeyAStep();
    await expectOnce(prepared);
  });

  test('a provider that can’t be reached', async () => {
    const prepared = await ready(verb);
    const outcome = await prepared.call(createPayments(cutOff));
    expect(outcome).toMatchObject(
      verb.deferrable ? { kind: 'deferred' } : { kind: 'refused', code: 'payments_unavailable' },
    );
    expect(await prepared.held()).not.toEqual(prepared.once);
    await complete();
    if (verb.deferrable) await expectOneKeyAStep();
    else await prepared.call(world.payments);
    await expectOnce(prepared);
  });
}
