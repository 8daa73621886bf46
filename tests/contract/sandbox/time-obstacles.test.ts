import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf } from './kernel-harness';
import { DAY, HOUR, invoicesOf, openTimedShop, type TimedShop, typesIn, useCard, utc } from './time-harness';

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(async () => {
  await shop.close();
});

const START = utc(2026, 3, 1);
const END = utc(2026, 4, 1);

/** A clock that meets something it cannot do ends in `internal_failure`, which fails `advance`. */
describe('what has gone by the time something falls due', () => {
  it('is no obstacle to a phase: its archived price is used, its coupons that ended are left out (inferred)', async () => {
    const { stripe } = shop;
    const time = await shop.clock(START);
    const customer = await time.customer();
    const later = await stripe.prices.create({
      product: shop.pro.product,
      currency: 'usd',
      unit_amount: 3000,
      recurring: { interval: 'month' },
    });
    const [gone, spent] = await Promise.all([
      stripe.coupons.create({ percent_off: 10, duration: 'forever' }),
      stripe.coupons.create({ percent_off: 20, duration: 'forever', redeem_by: START + DAY }),
    ]);
    const discounts = [{ coupon: gone.id }, { coupon: spent.id }];
    const { subscription } = await stripe.subscriptionSchedules.create({
      customer,
      start_date: 'now',
      phases: [{ items: [{ price: shop.pro.monthly }] }, { items: [{ price: later.id }], discounts }],
    });
    await stripe.prices.update(later.id, { active: false });
    await stripe.coupons.del(gone.id);
    await time.advance(END + 2 * HOUR);
    const [, renewal] = await invoicesOf(shop, String(subscription));
    expect(renewal).toMatchObject({ status: 'paid', total: 3000 });
  });

  it('is no obstacle to a schedule that begins later', async () => {
    const { stripe } = shop;
    const time = await shop.clock(START);
    const customer = await time.customer();
    const { id } = await stripe.prices.create({
      product: shop.pro.product,
      currency: 'usd',
      unit_amount: 3000,
      recurring: { interval: 'month' },
    });
    const schedule = await stripe.subscriptionSchedules.create({
      customer,
      start_date: START + DAY,
      phases: [{ items: [{ price: id }] }],
    });
    await stripe.prices.update(id, { active: false });
    await time.advance(START + 2 * DAY);
    expect(await stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({ status: 'active' });
  });

  it('must be there when it is planned', async () => {
    const customer = await (await shop.clock(START)).customer();
    const refusal = await refusalOf(
      shop.stripe.subscriptionSchedules.create({
        customer,
        start_date: 'now',
        phases: [{ items: [{ price: shop.pro.monthly }], discounts: [{ coupon: 'nothing' }] }],
      }),
    );
    expect(refusal).toMatchObject({ code: 'resource_missing', param: 'phases[0][discounts][0][coupon]' });
  });

  it('is not charged: after a detached card the customer’s default is, or none', async () => {
    const { stripe } = shop;
    const time = await shop.clock(START);
    const customer = await time.customer(null);
    const good = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const { id } = await stripe.subscriptions.create({
      customer,
      items: [{ price: shop.pro.monthly }],
      default_payment_method: good.id,
    });
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    await stripe.subscriptions.update(id, { default_payment_method: bad.id });
    await time.advance(END + 2 * HOUR);
    await stripe.paymentMethods.detach(bad.id);
    await time.advance(END + 2 * DAY);
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' });
    await useCard(shop, customer, 'pm_card_visa');
    await time.advance(END + 4 * DAY);
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' });
  });

  it('has nobody to pay: a deleted customer’s invoices are left as they are (inferred)', async () => {
    const { stripe } = shop;
    const time = await shop.clock(START);
    const customer = await time.customer();
    const { id = '' } = await stripe.invoices.create({ customer, auto_advance: true });
    await stripe.invoiceItems.create({ customer, invoice: id, amount: 1000, currency: 'usd' });
    await stripe.customers.del(customer);
    expect(typesIn(await time.advance(START + 3 * DAY))).toEqual([]);
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'draft', auto_advance: false });
  });

  it('is too large to be finalized: while collection is paused it stays a draft', async () => {
    const { stripe } = shop;
    const time = await shop.clock(START);
    const customer = await time.customer();
    const price_data = {
      product: shop.pro.product,
      currency: 'usd',
      unit_amount: 60_000_000,
      recurring: { interval: 'month' as const },
    };
    const { id, items } = await stripe.subscriptions.create({ customer, items: [{ price_data }] });
    await stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]?.id, quantity: 2 }],
      proration_behavior: 'none',
      pause_collection: { behavior: 'void' },
    });
    await time.advance(END + HOUR);
    expect((await invoicesOf(shop, id)).map(({ status }) => status)).toEqual(['paid', 'draft']);
  });
});
