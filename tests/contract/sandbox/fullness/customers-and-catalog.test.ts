import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from './stage';

let stage: Stage;
let stripe: Stripe;
beforeAll(async () => {
  stage = await openStage();
  stripe = stage.stripe;
});
afterAll(() => stage.close());

describe('what is filled in', () => {
  it('a customer of whom nothing is known, and one with a card', async () => {
    stage.fits(await stripe.customers.create({}), 'any');
    const buyer = await stage.buyer();
    stage.fits(buyer, 'any');
    const { data } = await stripe.customers.listPaymentMethods(buyer.id);
    for (const method of data) stage.fits(method, 'card');
  });

  it('a product, and one with a default price', async () => {
    stage.fits(await stripe.products.create({ name: 'Pro' }), 'any');
    const default_price_data = {
      currency: 'usd',
      unit_amount: 2000,
      recurring: { interval: 'month' },
    } as const;
    const priced = await stripe.products.create({ name: 'Team', default_price_data });
    stage.fits(priced, 'with a default price');
    const price = await stripe.prices.retrieve(String(priced.default_price));
    stage.fits(price, 'recurring, licensed');
    expect(price).toMatchObject({ product: priced.id, unit_amount: 2000 });
  });

  it('prices: recurring, one-off, tiered', async () => {
    const recurring = await stripe.prices.retrieve(stage.pro.monthly);
    stage.fits(recurring, 'recurring, licensed');
    stage.fits(recurring, 'per unit');
    const base = { product: stage.pro.product, currency: 'usd' };
    stage.fits(await stripe.prices.create({ ...base, unit_amount: 500 }), 'one-off');
    const tiered = await stripe.prices.create({
      ...base,
      billing_scheme: 'tiered',
      tiers_mode: 'graduated',
      tiers: [
        { up_to: 10, unit_amount: 500 },
        { up_to: 'inf', unit_amount: 400 },
      ],
      recurring: { interval: 'month' },
    });
    stage.fits(tiered, 'tiered');
    // They are shown to those alone who ask for them.
    expect(tiered).not.toHaveProperty('tiers');
    const whole = await stripe.prices.retrieve(tiered.id, { expand: ['tiers'] });
    stage.fits(whole, 'tiered');
    expect(whole.tiers).toMatchObject([
      { flat_amount: null, flat_amount_decimal: null, unit_amount: 500, up_to: 10 },
      { flat_amount: null, flat_amount_decimal: null, unit_amount: 400, up_to: null },
    ]);
    expect(whole.tiers?.map((tier) => String(tier.unit_amount_decimal))).toEqual(['500', '400']);
  });

  it('coupons: of a percentage, of an amount, for some months', async () => {
    const once = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
    stage.fits(once, 'percentage');
    stage.fits(once, 'once or for ever');
    stage.fits(await stripe.coupons.create({ amount_off: 500, currency: 'usd' }), 'amount');
    const months = { percent_off: 10, duration: 'repeating', duration_in_months: 3 } as const;
    stage.fits(await stripe.coupons.create(months), 'for some months');
  });

  it('a promotion code and the discount that it gives', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'forever' });
    const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id } });
    stage.fits(code, 'any');
    stage.fits(code, 'for any amount');
    const subscription = await stripe.subscriptions.create({
      customer: (await stage.buyer()).id,
      items: [{ price: stage.pro.monthly }],
      discounts: [{ promotion_code: code.id }],
      expand: ['discounts'],
    });
    const [discount] = subscription.discounts;
    if (!discount || typeof discount === 'string') throw new Error('The discount was not expanded.');
    stage.fits(discount, 'any');
  });

  it('a promotion code with restrictions', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
    const restrictions = {
      first_time_transaction: true,
      minimum_amount: 1000,
      minimum_amount_currency: 'usd',
    };
    const code = await stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      restrictions,
    });
    stage.fits(code, 'any');
    stage.fits(code, 'for a minimum amount');
    expect(code.restrictions).toEqual(restrictions);
  });

  it('events', async () => {
    await stripe.customers.create({});
    const { data } = await stripe.events.list({ limit: 5 });
    for (const event of data) stage.fits(event, 'any');
  });
});
