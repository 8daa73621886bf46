import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { offersIn } from '@/lib/payments/reads/offers';
import type { MirrorRecord } from '@/lib/payments/records';
import { drawTicket, writeRecords } from '@/lib/payments/sync';
import { createTestContext, emptyTables, type TestContext } from '../support/payments-context';
import { priceRecord, productRecord } from '../support/records';

let test: TestContext;
beforeAll(async () => {
  test = await createTestContext();
});
afterEach(() => emptyTables(test.context));
afterAll(() => test.close());

async function mirror(...records: MirrorRecord[]): Promise<void> {
  await writeRecords(test.context, records, await drawTicket(test.context));
}

async function proMonthly(currency: 'usd' | 'eur' | 'jpy') {
  const all = await offersIn(test.context, currency);
  return all.find(({ lookupKey }) => lookupKey === 'pro_monthly');
}

it('offers everything in the catalogue, with the list price while it cannot be bought', async () => {
  expect(
    (await offersIn(test.context, 'usd')).map(({ lookupKey, available }) => [lookupKey, available]),
  ).toEqual([
    ['pro_monthly', false],
    ['pro_yearly', false],
    ['team_monthly', false],
    ['team_yearly', false],
    ['metered_monthly', false],
    ['credits_1000', false],
  ]);
  expect(await proMonthly('jpy')).toMatchObject({
    unit: { amount: 3000, currency: 'jpy' },
    available: false,
  });
});

it('shows what the provider will charge, not what the file says', async () => {
  await mirror(
    productRecord({ id: 'prod_pro' }),
    priceRecord({ id: 'price_1', currencyOptions: { usd: 2100, eur: 2050 } }),
  );
  expect(await proMonthly('usd')).toMatchObject({ unit: { amount: 2100, currency: 'usd' }, available: true });
  expect(await proMonthly('eur')).toMatchObject({ unit: { amount: 2050, currency: 'eur' }, available: true });
});

it('does not offer in a currency the price does not have', async () => {
  await mirror(
    productRecord({ id: 'prod_pro' }),
    priceRecord({ id: 'price_1', currencyOptions: { usd: 2000 } }),
  );
  expect(await proMonthly('jpy')).toMatchObject({ available: false });
});

it('does not offer an inactive price, nor one of an inactive or missing product', async () => {
  await mirror(priceRecord({ id: 'price_1' }));
  expect(await proMonthly('usd')).toMatchObject({ available: false });
  await mirror(productRecord({ id: 'prod_pro', active: false }));
  expect(await proMonthly('usd')).toMatchObject({ available: false });
  await mirror(productRecord({ id: 'prod_pro' }), priceRecord({ id: 'price_1', active: false }));
  expect(await proMonthly('usd')).toMatchObject({ available: false });
});

it('takes the newest of two prices while the older still seems to have the key', async () => {
  await mirror(
    productRecord({ id: 'prod_pro' }),
    priceRecord({ id: 'price_b', currencyOptions: { usd: 2200 }, created: new Date('2026-11-02') }),
    priceRecord({ id: 'price_c', currencyOptions: { usd: 1800 }, created: new Date('2026-11-01') }),
  );
  expect(await proMonthly('usd')).toMatchObject({ unit: { amount: 2200 } });
});
