import { describe, expect, test } from 'vitest';
import type { CallClass } from '@/lib/payments/resilience/passage';
import { Slots } from '@/lib/payments/resilience/rate-limiter/slots';

async function enterMany(slots: Slots, callClass: CallClass, count: number): Promise<number> {
  const entered = await Promise.all(Array.from({ length: count }, () => slots.enter(callClass, 20)));
  return entered.filter(Boolean).length;
}

describe('requests under way', () => {
  test('are at most 50, and background work leaves a fifth of them to people', async () => {
    const slots = new Slots();
    expect(await enterMany(slots, 'background', 60)).toBe(40);
    expect(await enterMany(slots, 'interactive', 60)).toBe(10);
  });

  test('make room for the next one when they end, for people first', async () => {
    const slots = new Slots();
    await enterMany(slots, 'interactive', 50);
    const order: string[] = [];
    const work = slots.enter('background', 1_000).then((entered) => order.push(`work ${entered}`));
    const person = slots.enter('interactive', 1_000).then((entered) => order.push(`person ${entered}`));
    slots.leave();
    await person;
    expect(order).toEqual(['person true']);
    for (let n = 0; n < 12; n += 1) slots.leave();
    await work;
    expect(order).toEqual(['person true', 'work true']);
  });

  test('become fewer when the provider says so, and more again', async () => {
    const slots = new Slots();
    expect(await enterMany(slots, 'interactive', 20)).toBe(20);
    slots.lower();
    expect(await enterMany(slots, 'interactive', 1)).toBe(0);
    for (let n = 0; n < 5; n += 1) slots.leave();
    expect(await enterMany(slots, 'interactive', 5)).toBe(0);
    slots.leave();
    expect(await enterMany(slots, 'interactive', 5)).toBe(1);
  });
});
