import { describe, expect, it } from 'vitest';
import { creditsKept, type Entered, entriesDue } from '@/lib/payments/credits/entry';

/** Plays a history of refunded amounts against a ledger, and answers its balance and its lines. */
function play(pack: number | null, received: bigint, history: readonly bigint[]) {
  let entered: Entered = { bought: null, balance: 0 };
  const lines: string[] = [];
  for (const refunded of history) {
    for (const { kind, credits } of entriesDue(pack, { received, refunded }, entered)) {
      lines.push(`${kind} ${credits}`);
      entered = {
        bought: kind === 'purchase' ? credits : entered.bought,
        balance: entered.balance + credits,
      };
    }
  }
  return { balance: entered.balance, lines };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

describe('the ledger', () => {
  it('enters a purchase once', () => {
    expect(play(1000, 1000n, [0n, 0n])).toEqual({ balance: 1000, lines: ['purchase 1000'] });
  });

  it('enters purchase and refund of a payment that is first seen when refunded', () => {
    expect(play(1000, 1000n, [1000n])).toEqual({ balance: 0, lines: ['purchase 1000', 'refund -1000'] });
    expect(play(1000, 1500n, [1n]).balance).toBe(999);
  });

  it('gives back what a failed refund had taken, as often as that happens', () => {
    expect(play(1000, 1000n, [0n, 400n, 0n, 400n, 0n])).toEqual({
      balance: 1000,
      lines: ['purchase 1000', 'refund -400', 'refund_failed 400', 'refund -400', 'refund_failed 400'],
    });
  });

  it('takes no more than all, whatever was refunded', () => {
    expect(play(1000, 1000n, [1200n]).balance).toBe(0);
  });

  it('holds to what was bought when the pack is changed or sold no more', () => {
    const entered = { bought: 1000, balance: 1000 };
    expect(entriesDue(5000, { received: 1000n, refunded: 0n }, entered)).toEqual([]);
    expect(entriesDue(null, { received: 1000n, refunded: 500n }, entered)).toEqual([
      { kind: 'refund', credits: -500, refunded: 500n },
    ]);
    expect(entriesDue(null, { received: 1000n, refunded: 0n }, { bought: null, balance: 0 })).toEqual([]);
  });

  it('enters nothing for nothing received', () => {
    expect(play(1000, 0n, [0n])).toEqual({ balance: 0, lines: [] });
  });

  it('is never off by one, whatever the parts of the refunds and their order', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 16807) % 2147483647;
      return seed / 2147483647;
    };
    for (let round = 0; round < 500; round += 1) {
      const received = BigInt(1 + Math.floor(random() * 5000));
      const parts: bigint[] = [];
      for (let left = received; left > 0n; ) {
        const part = BigInt(1 + Math.floor(random() * Number(left)));
        parts.push(part);
        left -= part;
      }
      let refunded = 0n;
      const history = shuffled(parts, random).map((part) => (refunded += part));
      const upTo = Math.floor(random() * history.length);
      const seen = history.slice(0, upTo + 1);
      expect(play(1000, received, [0n, ...seen]).balance).toBe(
        creditsKept(1000, { received, refunded: seen.at(-1) ?? 0n }),
      );
      expect(play(1000, received, history).balance).toBe(0);
    }
  });
});
