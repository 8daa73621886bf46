import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ATTEMPTS, AttemptLimits } from '@/lib/auth/attempt-limits';
import { hashPassword } from '@/lib/auth/password';
import { signInWithPassword } from '@/lib/auth/sign-in-with-password';
import { closeDatabase, getDatabase, openDatabase } from '@/lib/db';
import { createTestDatabase, type TestDatabase, truncate } from '../support/database';

const SECRET = 'a secret of these tests alone';
const WINDOW_MS = 15 * 60 * 1000;
const EMAIL = 'ada@example.com';
const RIGHT = 'correct horse battery';
const WRONG = 'wrong horse battery';
const HOME = '198.51.100.7';

let empty: TestDatabase;
let passwordHash: string;
beforeAll(async () => {
  empty = await createTestDatabase();
  // The sign-in reads the process's own configuration.
  vi.stubEnv('DATABASE_URL', empty.url);
  vi.stubEnv('NEXTAUTH_SECRET', SECRET);
  vi.stubEnv('STRIPE_WEBHOOK_SECRET', 'whsec_attemptLimits0123456789');
  passwordHash = await hashPassword(RIGHT);
});
beforeEach(async () => {
  const { pool, prisma } = getDatabase();
  await truncate(pool, 'users, rate_limits');
  await prisma.user.create({ data: { email: EMAIL, name: 'Ada', passwordHash } });
});
afterAll(async () => {
  await closeDatabase(getDatabase());
  await empty.drop();
  vi.unstubAllEnvs();
});

const signIn = (password: string, { email = EMAIL, address = HOME } = {}) =>
  signInWithPassword({ email, password }, address);

/** How each of some sign-ins ended, one after the other. */
async function kinds(times: number, attempt: (index: number) => ReturnType<typeof signIn>) {
  const ended: string[] = [];
  for (let index = 0; index < times; index += 1) ended.push((await attempt(index)).kind);
  return ended;
}

const wrong = (times: number): string[] => Array<string>(times).fill('wrong');

/** Lets time pass for everything that was counted so far. */
async function wait(milliseconds: number): Promise<void> {
  await getDatabase().pool.query('UPDATE rate_limits SET expire = expire - $1::bigint', [milliseconds]);
}

describe('an account', () => {
  it('closes after five failures, for fifteen minutes at the most', async () => {
    expect(await kinds(5, () => signIn(WRONG))).toEqual(wrong(5));
    const sixth = await signIn(WRONG);
    if (sixth.kind !== 'closed') throw new Error(`It is ${sixth.kind}.`);
    expect(sixth.retryAfterMs).toBeGreaterThan(0);
    expect(sixth.retryAfterMs).toBeLessThanOrEqual(WINDOW_MS);
  });

  it('is closed to the right password as well, and to every address', async () => {
    await kinds(5, () => signIn(WRONG));
    expect((await signIn(RIGHT)).kind).toBe('closed');
    expect((await signIn(RIGHT, { address: '203.0.113.9' })).kind).toBe('closed');
  });

  it('opens again when told, and not before; trying meanwhile does not put it off', async () => {
    await kinds(6, () => signIn(WRONG));
    await wait(WINDOW_MS - 60_000);
    expect((await signIn(RIGHT)).kind).toBe('closed');
    await wait(60_000);
    expect((await signIn(RIGHT)).kind).toBe('signed_in');
  });

  it('is counted from its first failure, not for ever', async () => {
    await kinds(4, () => signIn(WRONG));
    await wait(WINDOW_MS);
    expect(await kinds(5, () => signIn(WRONG))).toEqual(wrong(5));
  });

  it('lets no more than five of twenty guesses at once reach the password', async () => {
    const guesses = Array.from({ length: 20 }, (_, index) =>
      signIn(`guess number ${index}`, { address: `203.0.113.${index}` }),
    );
    const answers = await Promise.all(guesses);
    expect(answers.filter(({ kind }) => kind === 'wrong')).toHaveLength(5);
    expect(answers.filter(({ kind }) => kind === 'closed')).toHaveLength(15);
    expect((await signIn(RIGHT, { address: '203.0.113.99' })).kind).toBe('closed');
  });

  it('starts anew after a success', async () => {
    for (let round = 0; round < 3; round += 1) {
      expect(await kinds(4, () => signIn(WRONG))).toEqual(wrong(4));
      expect((await signIn(RIGHT)).kind).toBe('signed_in');
    }
  });

  it('that nobody has is counted like one that somebody has', async () => {
    const nobody = { email: 'nobody@example.com' };
    expect(await kinds(7, () => signIn(WRONG, nobody))).toEqual(await kinds(7, () => signIn(WRONG)));
    expect(await kinds(1, () => signIn(WRONG, nobody))).toEqual(['closed']);
  });

  it('closed leaves the others open', async () => {
    await kinds(6, () => signIn(WRONG, { email: 'nobody@example.com' }));
    expect((await signIn(RIGHT)).kind).toBe('signed_in');
  });
});

describe('an address', () => {
  const guessSomebody = (index: number) => signIn(WRONG, { email: `somebody-${index}@example.com` });

  it('closes after twenty failures, whoever they were about', async () => {
    expect(await kinds(20, guessSomebody)).toEqual(wrong(20));
    const next = await signIn(RIGHT);
    if (next.kind !== 'closed') throw new Error(`It is ${next.kind}.`);
    expect(next.retryAfterMs).toBeGreaterThan(0);
    expect(next.retryAfterMs).toBeLessThanOrEqual(WINDOW_MS);
    // Somebody else's guessing must not keep people out of their own accounts.
    expect((await signIn(RIGHT, { address: '203.0.113.9' })).kind).toBe('signed_in');
  });

  it('is given back what succeeded: an office of people who sign in stays open', async () => {
    expect(await kinds(19, guessSomebody)).toEqual(wrong(19));
    expect(await kinds(5, () => signIn(RIGHT))).toEqual(Array<string>(5).fill('signed_in'));
    expect((await guessSomebody(19)).kind).toBe('wrong');
  });

  it('is not cleared by a success: one’s own account buys no more guesses', async () => {
    await kinds(19, guessSomebody);
    await signIn(RIGHT);
    expect(await kinds(2, (index) => guessSomebody(19 + index))).toEqual(['wrong', 'closed']);
  });

  it('may sign up so many people in an hour, and no more', async () => {
    const limits = new AttemptLimits(getDatabase().pool, SECRET);
    const gates = await Promise.all(
      Array.from({ length: ATTEMPTS.signUps }, () => limits.signUpBegins(HOME)),
    );
    expect(gates.every(({ open }) => open)).toBe(true);
    expect(await limits.signUpBegins(HOME)).toMatchObject({ open: false });
    expect(await limits.signUpBegins('203.0.113.9')).toEqual({ open: true });
    // The one is no reason to close the other.
    expect((await signIn(RIGHT)).kind).toBe('signed_in');
  });
});

describe('what is counted', () => {
  it('outlives a restart, and is seen by every process', async () => {
    await kinds(5, () => signIn(WRONG));
    const another = openDatabase(empty.url);
    const afterRestart = await new AttemptLimits(another.pool, SECRET).signInBegins(EMAIL, '203.0.113.9');
    await closeDatabase(another);
    expect(afterRestart).toMatchObject({ open: false });
  });

  it('tells nobody who reads the table whose attempts they were', async () => {
    await signIn(WRONG);
    await new AttemptLimits(getDatabase().pool, SECRET).signUpBegins(HOME);
    const { rows } = await getDatabase().pool.query<{ key: string }>(
      'SELECT key FROM rate_limits ORDER BY key',
    );
    expect(rows.map(({ key }) => key.replace(/[0-9a-f]{64}$/, '…'))).toEqual([
      'account:…',
      'address:…',
      'sign-up:…',
    ]);
    const table = JSON.stringify(rows);
    // Neither as they are nor hashed without the secret, which could be guessed back.
    for (const subject of [EMAIL, HOME]) {
      expect(table).not.toContain(subject);
      expect(table).not.toContain(createHash('sha256').update(subject).digest('hex'));
    }
  });
});
