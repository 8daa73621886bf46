import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OAuthIdentity, oauthUser } from '@/lib/auth/oauth-user';
import { closeDatabase, getDatabase, getDb } from '@/lib/db';
import { createTestDatabase, type TestDatabase, truncate } from '../support/database';

let empty: TestDatabase;
beforeAll(async () => {
  empty = await createTestDatabase();
  // The sign-in reads the process's own configuration.
  vi.stubEnv('DATABASE_URL', empty.url);
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of these tests alone');
  vi.stubEnv('STRIPE_WEBHOOK_SECRET', 'whsec_oauthUser0123456789');
});
beforeEach(() => truncate(getDatabase().pool, 'users'));
afterAll(async () => {
  await closeDatabase(getDatabase());
  await empty.drop();
  vi.unstubAllEnvs();
});

const identity = (fields: Partial<OAuthIdentity> = {}): OAuthIdentity => ({
  provider: 'github',
  providerAccountId: '4711',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  ...fields,
});

const users = () =>
  getDb().user.findMany({
    select: {
      id: true,
      email: true,
      name: true,
      passwordHash: true,
      role: true,
      accounts: { select: { provider: true, providerAccountId: true } },
    },
  });

/** The user of an answer that let somebody in. */
async function enter(who: OAuthIdentity): Promise<string> {
  const answer = await oauthUser(who);
  if (answer.kind !== 'signed_in') throw new Error(`It is ${answer.kind}.`);
  return answer.userId;
}

describe('the first visit', () => {
  it('makes a user, without a password and without rights', async () => {
    const id = await enter(identity());
    expect(await users()).toEqual([
      {
        id,
        email: 'ada@example.com',
        name: 'Ada Lovelace',
        passwordHash: null,
        role: 'user',
        accounts: [{ provider: 'github', providerAccountId: '4711' }],
      },
    ]);
  });

  it('writes the e-mail as a sign-up would, and takes it for a name that is missing', async () => {
    await enter(identity({ email: ' Ada@Example.COM ', name: '  ' }));
    expect(await users()).toMatchObject([{ email: 'ada@example.com', name: 'ada@example.com' }]);
  });

  it('made several times at once makes one user', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => oauthUser(identity())));
    const [user] = await users();
    expect(answers).toEqual(Array(6).fill({ kind: 'signed_in', userId: user?.id, role: 'user' }));
    expect(await users()).toHaveLength(1);
  });

  it.each([null, ''])('with an e-mail of %j makes nobody', async (email) => {
    expect(await oauthUser(identity({ email }))).toEqual({ kind: 'no_email' });
    expect(await users()).toEqual([]);
  });
});

describe('a later visit', () => {
  it('finds the user, whatever the provider calls them by now', async () => {
    const id = await enter(identity());
    expect(await enter(identity({ email: 'countess@example.com', name: 'The Countess' }))).toBe(id);
    expect(await enter(identity({ email: null, name: null }))).toBe(id);
    expect(await users()).toMatchObject([{ email: 'ada@example.com', name: 'Ada Lovelace' }]);
  });

  it('says the role that the user has by now', async () => {
    const id = await enter(identity());
    await getDb().user.update({ where: { id }, data: { role: 'admin' } });
    expect(await oauthUser(identity())).toEqual({ kind: 'signed_in', userId: id, role: 'admin' });
  });

  it('of another account at the same provider is another user', async () => {
    const id = await enter(identity());
    expect(await enter(identity({ providerAccountId: '4712', email: 'bob@example.com' }))).not.toBe(id);
  });

  it('with the same account number at another provider is another user', async () => {
    const id = await enter(identity());
    expect(await enter(identity({ provider: 'google', email: 'bob@example.com' }))).not.toBe(id);
  });
});

describe('an e-mail that is somebody’s already opens nothing', () => {
  const intruder = identity({ provider: 'google', providerAccountId: '666', email: 'ADA@example.com' });

  async function expectTurnedAway(): Promise<void> {
    const before = await users();
    expect(before).toHaveLength(1);
    // Nor the second time: the first must not have linked anything.
    for (let visit = 0; visit < 2; visit += 1)
      expect(await oauthUser(intruder)).toEqual({ kind: 'not_linked' });
    expect(await users()).toEqual(before);
  }

  it('of a user with a password', async () => {
    await getDb().user.create({
      data: { email: 'ada@example.com', name: 'Ada', passwordHash: '$argon2id$' },
    });
    await expectTurnedAway();
  });

  it('of a user of another provider', async () => {
    await enter(identity());
    await expectTurnedAway();
  });

  it('of a user of another account at the same provider', async () => {
    await enter(identity({ provider: 'google', providerAccountId: '1' }));
    await expectTurnedAway();
  });

  it('not even at the very same time', async () => {
    const answers = await Promise.all([oauthUser(identity()), oauthUser(intruder)]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['not_linked', 'signed_in']);
    expect(await users()).toMatchObject([{ accounts: [{}] }]);
  });
});
