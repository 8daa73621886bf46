import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bindAccount, mirrorAccount } from '@/lib/payments/account';
import { createTestContext, emptyTables, type TestContext } from '../support/payments-context';

let test: TestContext;
beforeAll(async () => {
  test = await createTestContext();
});
beforeEach(() => {
  test.provider.account = 'acct_one';
  test.provider.accountTrouble = null;
});
afterEach(() => emptyTables(test.context));
afterAll(() => test.close());

const unavailable = { kind: 'unavailable', detail: 'connection refused' } as const;
const stored = async () => (await test.context.database.pool.query('SELECT * FROM payment_accounts')).rows;

describe('the first start', () => {
  it('writes down provider, account and mode', async () => {
    expect(await bindAccount(test.context)).toEqual({ kind: 'bound', account: 'acct_one' });
    expect(await stored()).toMatchObject([{ provider: 'stripe', account: 'acct_one', mode: 'test' }]);
  });

  it('goes on without the provider, and writes the account down when it can be asked', async () => {
    test.provider.accountTrouble = unavailable;
    expect(await bindAccount(test.context)).toEqual({ kind: 'unchecked', account: null });
    expect(await stored()).toMatchObject([{ account: null, mode: 'test' }]);
    test.provider.accountTrouble = null;
    expect(await bindAccount(test.context)).toEqual({ kind: 'bound', account: 'acct_one' });
  });

  it('of two accounts at once binds one and refuses the other', async () => {
    const other = Object.create(test.provider, { account: { value: 'acct_two' } });
    const results = await Promise.all([
      bindAccount(test.context),
      bindAccount({ ...test.context, provider: other, background: other }),
    ]);
    expect(results.map((result) => result.kind).sort()).toEqual(['bound', 'refused']);
  });
});

describe('a later start', () => {
  beforeEach(() => bindAccount(test.context));

  it('with the same keys is bound', async () => {
    expect(await bindAccount(test.context)).toEqual({ kind: 'bound', account: 'acct_one' });
  });

  it('in another mode is refused without asking the provider', async () => {
    test.provider.accountTrouble = unavailable;
    const result = await bindAccount({ ...test.context, mode: 'live' });
    expect(result).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('DATABASE_URL') });
    expect(await stored()).toMatchObject([{ account: 'acct_one', mode: 'test' }]);
  });

  it('with another account’s keys is refused, and changes nothing', async () => {
    test.provider.account = 'acct_two';
    const result = await bindAccount(test.context);
    expect(result).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('DATABASE_URL') });
    expect(result).toMatchObject({ sentence: expect.stringContaining('acct_one') });
    expect(await stored()).toMatchObject([{ account: 'acct_one' }]);
  });

  it('with the provider away goes on with what was written down', async () => {
    test.provider.accountTrouble = unavailable;
    expect(await bindAccount(test.context)).toEqual({ kind: 'unchecked', account: 'acct_one' });
  });

  it('with a key the provider refuses says so and goes on', async () => {
    test.provider.accountTrouble = { kind: 'refused', code: 'misconfigured', detail: 'invalid key' };
    expect(await bindAccount(test.context)).toMatchObject({ kind: 'unchecked' });
    expect(test.lines.some((line) => line.alert === 'provider_refused_key')).toBe(true);
  });
});

describe('the mirror’s account', () => {
  const fresh = () => ({ ...test.context });

  it('is kept once it is known', async () => {
    const context = fresh();
    await bindAccount(context);
    expect(await mirrorAccount(context)).toBe('acct_one');
    await emptyTables(context);
    expect(await mirrorAccount(context)).toBe('acct_one');
  });

  it('is what was written down, without asking', async () => {
    await bindAccount(test.context);
    test.provider.accountTrouble = unavailable;
    expect(await mirrorAccount(fresh())).toBe('acct_one');
  });

  it('is null until it is known, and never costs a call', async () => {
    const context = fresh();
    expect(await mirrorAccount(context)).toBeNull();
    await bindAccount(context);
    expect(await mirrorAccount(context)).toBe('acct_one');
  });
});
