import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ProviderHealth } from '@/lib/payments/domain/provider-health';
import { CircuitBreaker } from '@/lib/payments/resilience/breaker';
import type { Attempt } from '@/lib/payments/resilience/passage';
import { TransportError, TurnedAway } from '@/lib/payments/resilience/transport-error';

const answer = (status: number): Attempt => ({ status, headers: {}, body: '{}' });
const refused = (): Attempt => new TransportError('never', 'ECONNREFUSED');
const READ = true;
const WRITE = false;

/** A breaker, what it told, and how many attempts got through it. */
function watched() {
  const told: ProviderHealth['state'][] = [];
  const breaker = new CircuitBreaker(({ state }) => void told.push(state));
  let sent = 0;
  const attempt = (reads: boolean, result: Attempt) =>
    breaker.attempt(reads, async () => {
      sent += 1;
      return result;
    });
  return { breaker, told, attempt, sent: () => sent };
}

async function opened() {
  const world = watched();
  for (let n = 0; n < 5; n += 1) await world.attempt(WRITE, refused());
  return world;
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

describe('the circuit breaker', () => {
  test('opens after five failures with no success between them, and sends nothing more', async () => {
    const { breaker, told, attempt, sent } = await opened();
    expect(breaker.health()).toMatchObject({ state: 'down', since: expect.any(Date) });
    expect(told).toEqual(['down']);
    const result = await attempt(WRITE, answer(200));
    expect(result).toBeInstanceOf(TurnedAway);
    expect(result).toMatchObject({ landed: 'never' });
    expect(await attempt(READ, answer(200))).toBeInstanceOf(TurnedAway);
    expect(sent()).toBe(5);
  });

  test.each([
    ['a 500', answer(500)],
    ['an answer that broke off', new TransportError('maybe', 'the answer broke off')],
  ])('counts %s', async (_what, failure) => {
    const { breaker, attempt } = watched();
    for (let n = 0; n < 5; n += 1) await attempt(READ, failure);
    expect(breaker.health().state).toBe('down');
  });

  test.each([400, 402, 404, 409, 429])('takes a %i for an answer', async (status) => {
    const { breaker, attempt } = watched();
    for (let n = 0; n < 4; n += 1) await attempt(WRITE, refused());
    await attempt(WRITE, answer(status));
    for (let n = 0; n < 4; n += 1) await attempt(WRITE, refused());
    expect(breaker.health().state).toBe('available');
  });

  test('lets a read find out, and only then a write', async () => {
    const { breaker, told, attempt } = await opened();
    await pass(1_050);
    expect(await attempt(WRITE, answer(200))).toBeInstanceOf(TurnedAway);
    expect(await attempt(READ, answer(200))).toEqual(answer(200));
    expect(breaker.health()).toEqual({ state: 'available' });
    expect(told).toEqual(['down', 'available']);
    expect(await attempt(WRITE, answer(200))).toEqual(answer(200));
  });

  test('lets nobody wait behind the read that finds out', async () => {
    const { breaker } = await opened();
    await pass(1_050);
    let answers = (_: Attempt) => {};
    const hanging = breaker.attempt(READ, () => new Promise((resolve) => (answers = resolve)));
    expect(await breaker.attempt(READ, async () => answer(200))).toBeInstanceOf(TurnedAway);
    expect(await breaker.attempt(WRITE, async () => answer(200))).toBeInstanceOf(TurnedAway);
    answers(answer(200));
    await hanging;
    expect(breaker.health().state).toBe('available');
  });

  test('is down since the first failure that opened it, whatever its probes find', async () => {
    const { breaker, told, attempt } = await opened();
    const before = breaker.health();
    await pass(1_050);
    await attempt(READ, refused());
    expect(breaker.health()).toEqual(before);
    expect(told).toEqual(['down']);
  });

  test('probes by itself: one failure shows an outage, and its end is noticed with nobody there', async () => {
    let isUp = false;
    const { breaker, attempt } = watched();
    const probe = vi.fn(() => attempt(READ, isUp ? answer(200) : refused()));
    breaker.probeWith(probe);
    await attempt(WRITE, refused());
    await pass(5_000);
    expect(breaker.health().state).toBe('down');
    isUp = true;
    await pass(6_000);
    expect(breaker.health().state).toBe('available');
    const probes = probe.mock.calls.length;
    await pass(10_000);
    expect(probe).toHaveBeenCalledTimes(probes);
  });
});
