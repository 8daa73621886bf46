import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bindAccount } from '@/lib/payments/account';
import { createPayments } from '@/lib/payments/compose';
import type { PaymentService } from '@/lib/payments/service/payment-service';
import { createTestPayments, type TestPayments } from '../../support/payments';
import { customerOf, PRO, subscribed } from '../../support/subscribed';

/** German, registered at home and for the whole of the Union. */
async function register({ stripe }: TestPayments): Promise<void> {
  await stripe.tax.settings.update({ head_office: { address: { country: 'DE' } } });
  const options = { active_from: 'now', country: 'DE' } as const;
  await stripe.tax.registrations.create({ ...options, country_options: { de: { type: 'oss_union' } } });
}

const ADDRESS = {
  line1: 'Gasse 1',
  line2: '',
  postalCode: '10115',
  city: 'Berlin',
  state: '',
  country: 'DE',
};
const at = (address: Partial<typeof ADDRESS>) => ({
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  address: { ...ADDRESS, ...address },
});

describe('with automatic tax', () => {
  let world: TestPayments;
  let taxed: TestPayments;
  let payments: PaymentService;
  let userId: string;
  beforeAll(async () => {
    world = await createTestPayments();
    await register(world);
    const context = { ...world.context, automaticTax: true };
    payments = createPayments(context);
    taxed = { ...world, context, payments };
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    userId = await world.createUser();
  });

  test('nothing is quoted or begun for somebody whose place is not known, and nobody is called', async () => {
    await world.requests();
    for (const outcome of [await payments.quote(PRO, userId), await payments.startSubscription(userId, PRO)])
      expect(outcome).toMatchObject({ kind: 'refused', code: 'address_required' });
    expect(await world.requests()).toEqual([]);
  });

  test.each([
    [{ country: '' }, false],
    [{ country: 'US', postalCode: '' }, false],
    [{ country: 'US', postalCode: '10001-1234' }, true],
    [{ country: 'CA', postalCode: '', state: '' }, false],
    [{ country: 'CA', postalCode: '', state: 'ON' }, true],
  ])('an address of %j says enough: %s', async (address, enough) => {
    await payments.updateCustomer(userId, at(address));
    expect((await payments.quote(PRO, userId)).kind).toBe(enough ? 'quote' : 'refused');
  });

  test('what is quoted is charged: the price, its tax, and both', async () => {
    await payments.updateCustomer(userId, at({}));
    expect(await payments.quote(PRO, userId)).toMatchObject({
      subtotal: { amount: 2000 },
      tax: { amount: { amount: 380 }, included: false },
      dueToday: { amount: 2380 },
      recurring: { amount: 2000 },
    });
    const subscription = await subscribed(taxed, userId);
    expect(subscription.automatic_tax.enabled).toBe(true);
    const customer = await customerOf(world, userId);
    const { data } = await world.stripe.charges.list({ customer });
    expect(data.map(({ amount }) => amount)).toEqual([2380]);
  });

  test('a promotion code comes off before the tax is put on', async () => {
    await payments.updateCustomer(userId, at({}));
    const coupon = (await world.stripe.coupons.create({ percent_off: 50, duration: 'once' })).id;
    const { code } = await world.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon } });
    expect(await payments.quote({ ...PRO, promotionCode: code }, userId)).toMatchObject({
      discount: { amount: 1000 },
      tax: { amount: { amount: 190 } },
      dueToday: { amount: 1190 },
    });
  });

  test('a business elsewhere in the Union owes it itself', async () => {
    await payments.updateCustomer(userId, at({ country: 'FR' }));
    await payments.setTaxId(userId, { type: 'eu_vat', value: 'FRAB123456789' });
    expect(await payments.quote(PRO, userId)).toMatchObject({ tax: null, dueToday: { amount: 2000 } });
  });

  test('a change of plan is quoted with it, now and next time, and charged so', async () => {
    await payments.updateCustomer(userId, at({}));
    const { id } = await subscribed(taxed, userId);
    const target = { lookupKey: 'team_monthly', seats: 3 };
    const quote = await payments.previewPlanChange(userId, id, target);
    if (quote.kind !== 'plan_change_quote') throw new Error(JSON.stringify(quote));
    expect(quote.nextInvoice.amount).toBe(Math.round(4500 * 1.19));
    const [subscription] = (await payments.billing(userId)).subscriptions;
    const seen = { subscriptionId: id, revision: subscription?.revision ?? 0 };
    const { prorationDate, dueToday } = quote;
    expect(await payments.changePlan(userId, seen, { ...target, prorationDate })).toMatchObject({
      kind: 'done',
    });
    const customer = await customerOf(world, userId);
    const { data } = await world.stripe.charges.list({ customer, limit: 1 });
    expect(data[0]?.amount).toBe(dueToday.amount);
  });
});

describe('the start', () => {
  test('is refused while no tax would be collected, and says what to do', async () => {
    const world = await createTestPayments();
    const context = { ...world.context, automaticTax: true };
    expect(await bindAccount(world.context)).toMatchObject({ kind: 'bound' });
    expect(await bindAccount(context)).toMatchObject({
      kind: 'refused',
      sentence: expect.stringMatching(/AUTOMATIC_TAX .* no head office in its tax settings/),
    });
    await world.stripe.tax.settings.update({ head_office: { address: { country: 'DE' } } });
    expect(await bindAccount(context)).toMatchObject({
      kind: 'refused',
      sentence: expect.stringMatching(/no active tax registration.* set AUTOMATIC_TAX=false/),
    });
    await register(world);
    expect(await bindAccount(context)).toMatchObject({ kind: 'bound' });
    const nowhere = world.anotherContext('http://127.0.0.1:9');
    expect(await bindAccount({ ...nowhere, automaticTax: true })).toMatchObject({ kind: 'unchecked' });
    await world.close();
  });
});
