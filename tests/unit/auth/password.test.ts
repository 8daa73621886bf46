import { expect, test } from 'vitest';
import { hashPassword, passwordMatches } from '@/lib/auth/password';

test('a password matches its own hash and no other', async () => {
  const stored = await hashPassword('correct horse battery');
  expect(stored).toMatch(/^\$argon2id\$/);
  expect(await passwordMatches(stored, 'correct horse battery')).toBe(true);
  expect(await passwordMatches(stored, 'correct horse batterY')).toBe(false);
});

test('the same letters typed on two keyboards are the same password', async () => {
  const stored = await hashPassword('caf\u00e9 au lait noir');
  expect(await passwordMatches(stored, 'cafe\u0301 au lait noir')).toBe(true);
});

test('with no stored hash nothing matches, not even the decoy’s own password', async () => {
  expect(await passwordMatches(null, 'nobody has this password')).toBe(false);
});

test('an unknown e-mail costs as much time as a wrong password', async () => {
  const stored = await hashPassword('correct horse battery');
  await passwordMatches(null, 'warm up the decoy');
  const fastest = { unknown: Number.POSITIVE_INFINITY, known: Number.POSITIVE_INFINITY };
  const timed = async (hash: string | null): Promise<number> => {
    const start = performance.now();
    await passwordMatches(hash, 'wrong');
    return performance.now() - start;
  };
  // In turn, and the fastest of each: what else the machine does only ever makes a round slower.
  for (let round = 0; round < 12; round += 1) {
    fastest.unknown = Math.min(fastest.unknown, await timed(null));
    fastest.known = Math.min(fastest.known, await timed(stored));
  }
  // Skipping the work would make it a hundredth.
  expect(fastest.unknown).toBeGreaterThan(fastest.known / 2);
});
