import { afterEach, beforeEach, expect, it } from 'vitest';
import { describePush } from '@/lib/payments/catalog/describe-push';
import { pushCatalog } from '@/lib/payments/catalog/push-catalog';
import { offersIn } from '@/lib/payments/reads/offers';
import { createTestContext, type TestContext } from '../support/payments-context';
import { priceRecord } from '../support/records';

let test: TestContext;
beforeEach(async () => {
  test = await createTestContext();
});
afterEach(() => test.close());

const results = async () => {
  const outcome = await pushCatalog(test.context);
  if (outcome.kind === 'failed') throw new Error(describePush(outcome));
  return Object.fromEntries(outcome.prices.map(({ lookupKey, result }) => [lookupKey, result]));
};

it('creates every price of the file and fills the mirror, and changes nothing the second time', async () => {
  expect(await results()).toEqual({
    pro_monthly: 'created',
    pro_yearly: 'created',
    team_monthly: 'created',
    team_yearly: 'created',
    metered_monthly: 'created',
    credits_1000: 'created',
  });
  for (const currency of ['usd', 'eur', 'gbp', 'jpy'] as const) {
    expect((await offersIn(test.context, currency)).every((offer) => offer.available)).toBe(true);
  }
  expect(Object.values(await results())).toEqual(Array(6).fill('unchanged'));
});

it('replaces a price that differs, and the mirror then sells the new one only', async () => {
  await results();
  const [old] = test.provider.prices('pro_monthly');
  if (old?.kind !== 'price') throw new Error('no price');
  test.provider.put({ ...old, unitAmount: 100, currencyOptions: { usd: 100 } });
  expect(await results()).toMatchObject({ pro_monthly: 'created', pro_yearly: 'unchanged' });
  const { rows } = await test.context.database.pool.query('SELECT id FROM prices WHERE lookup_key = $1', [
    'pro_monthly',
  ]);
  expect(rows).toHaveLength(1);
  expect(rows[0].id).not.toBe(old.id);
});

it('is not fooled by the saved answer of an earlier push of the same price', async () => {
  await results();
  // Changed to something else, elsewhere, within the day in which the first push's key is remembered.
  const [first] = test.provider.prices('pro_monthly');
  if (first?.kind !== 'price') throw new Error('no price');
  test.provider.put({ ...first, lookupKey: null });
  test.provider.put(
    priceRecord({ ...first, id: 'price_elsewhere', unitAmount: 1, lookupKey: 'pro_monthly' }),
  );
  expect(await results()).toMatchObject({ pro_monthly: 'created' });
  expect(test.provider.prices('pro_monthly')).toMatchObject([{ unitAmount: 2000 }]);
});

it('says which price the provider did not take', async () => {
  test.provider.pushPrice = async () => ({ kind: 'unavailable', detail: 'connection refused' });
  const outcome = await pushCatalog(test.context);
  expect(outcome).toMatchObject({ kind: 'failed', lookupKey: 'pro_monthly' });
  expect(describePush(outcome)).toBe('pro_monthly could not be pushed: unavailable, connection refused');
});
