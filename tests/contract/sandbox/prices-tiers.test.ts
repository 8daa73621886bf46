import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, customerWithCard, invoiceOf, openShop, type Shop, subscribe } from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

type NewPrice = Partial<Stripe.PriceCreateParams>;

const priceOf = (params: NewPrice) =>
  shop.stripe.prices.create({
    product: shop.team.product,
    currency: 'usd',
    recurring: { interval: 'month' },
    ...params,
  });

const TIERS: Stripe.PriceCreateParams.Tier[] = [
  { up_to: 5, unit_amount: 700, flat_amount: 1000 },
  { up_to: 'inf', unit_amount: 600 },
];

const tiered = (tiers_mode: 'graduated' | 'volume', extra: NewPrice = {}) =>
  priceOf({ billing_scheme: 'tiered', tiers_mode, tiers: TIERS, ...extra });

/** What the first invoice of so many seats says. */
async function lines(price: string, quantity: number) {
  const buyer = await customer(shop);
  const invoice = invoiceOf(await subscribe(shop, buyer, [{ price, quantity }]));
  return {
    total: invoice.total,
    lines: invoice.lines.data.map((line) => [line.description, line.quantity, line.amount]),
  };
}

describe('a tiered price', () => {
  it('shows its tiers only when asked, and no unit amount', async () => {
    const price = await tiered('graduated');
    expect(price).toMatchObject({
      billing_scheme: 'tiered',
      tiers_mode: 'graduated',
      unit_amount: null,
      unit_amount_decimal: null,
    });
    expect(price.tiers).toBeUndefined();
    const full = await shop.stripe.prices.retrieve(price.id, { expand: ['tiers'] });
    expect(full.tiers).toMatchObject([
      { up_to: 5, unit_amount: 700, flat_amount: 1000 },
      { up_to: null, unit_amount: 600, flat_amount: null, flat_amount_decimal: null },
    ]);
  });

  it('bills each graduated tier on lines of its own', async () => {
    const price = await tiered('graduated');
    expect(await lines(price.id, 7)).toEqual({
      total: 5700,
      lines: [
        ['5 × Team (Tier 1 at $7.00 / month)', 5, 3500],
        ['Team (Tier 1 at $10.00 / month)', 0, 1000],
        ['2 × Team (Tier 2 at $6.00 / month)', 2, 1200],
      ],
    });
  });

  it('bills all of a volume in one tier', async () => {
    const price = await tiered('volume');
    expect(await lines(price.id, 7)).toEqual({
      total: 4200,
      lines: [['7 × Team (Tier 2 at $6.00 / month)', 7, 4200]],
    });
  });

  it('has tiers in every currency', async () => {
    const price = await tiered('volume', {
      currency_options: { eur: { tiers: [{ up_to: 'inf', unit_amount: 500 }] } },
    });
    const buyer = await customer(shop);
    const made = await subscribe(shop, buyer, [{ price: price.id, quantity: 3 }], { currency: 'eur' });
    expect(invoiceOf(made)).toMatchObject({ currency: 'eur', total: 1500 });
    const flat = await refusalOf(tiered('volume', { currency_options: { eur: { unit_amount: 5 } } }));
    expect(flat).toMatchObject({ statusCode: 400, param: 'currency_options[eur][unit_amount]' });
  });

  it('takes a discount off all of its lines', async () => {
    const price = await tiered('graduated');
    const coupon = await shop.stripe.coupons.create({ percent_off: 10 });
    const buyer = await customer(shop);
    const made = await subscribe(shop, buyer, [{ price: price.id, quantity: 7 }], {
      discounts: [{ coupon: coupon.id }],
    });
    expect(invoiceOf(made)).toMatchObject({ subtotal: 5700, total: 5130 });
  });

  it.each<[string, NewPrice, string]>([
    ['no mode', { billing_scheme: 'tiered', tiers: TIERS }, 'tiers_mode'],
    ['a mode without tiers', { unit_amount: 5, tiers_mode: 'volume' }, 'tiers_mode'],
    ['no tiers', { billing_scheme: 'tiered', tiers_mode: 'volume' }, 'tiers'],
    [
      'an amount beside its tiers',
      { billing_scheme: 'tiered', tiers_mode: 'volume', tiers: TIERS, unit_amount: 5 },
      'unit_amount',
    ],
    [
      'an end to its last tier',
      { billing_scheme: 'tiered', tiers_mode: 'volume', tiers: [{ up_to: 5, unit_amount: 1 }] },
      'tiers[0][up_to]',
    ],
    [
      'a tier without an amount',
      { billing_scheme: 'tiered', tiers_mode: 'volume', tiers: [{ up_to: 'inf' }] },
      'tiers[0]',
    ],
    [
      'tiers out of order',
      {
        billing_scheme: 'tiered',
        tiers_mode: 'volume',
        tiers: [
          { up_to: 5, unit_amount: 1 },
          { up_to: 5, unit_amount: 1 },
          { up_to: 'inf', unit_amount: 1 },
        ],
      },
      'tiers[1][up_to]',
    ],
    [
      'packages as well',
      {
        billing_scheme: 'tiered',
        tiers_mode: 'volume',
        tiers: TIERS,
        transform_quantity: { divide_by: 10, round: 'up' },
      },
      'transform_quantity',
    ],
    ['tiers of a price per unit', { unit_amount: 5, tiers: TIERS }, 'tiers'],
  ])('with %s is refused', async (_, params, param) => {
    expect(await refusalOf(priceOf(params))).toMatchObject({ statusCode: 400, param });
  });
});

describe('a price of packages', () => {
  it('bills whole packages', async () => {
    const up = await priceOf({ unit_amount: 1000, transform_quantity: { divide_by: 10, round: 'up' } });
    expect(up.transform_quantity).toEqual({ divide_by: 10, round: 'up' });
    expect((await lines(up.id, 11)).total).toBe(2000);
    const down = await priceOf({ unit_amount: 1000, transform_quantity: { divide_by: 10, round: 'down' } });
    expect((await lines(down.id, 19)).total).toBe(1000);
  });
});

describe('a price of fractions', () => {
  it('is rounded once for the line', async () => {
    const price = await shop.harness.send('POST', '/v1/prices', {
      form: `product=${shop.team.product}&currency=usd&unit_amount_decimal=0.5&recurring[interval]=month`,
    });
    expect(price.body).toMatchObject({ unit_amount: null, unit_amount_decimal: '0.5' });
    expect(await lines(String(price.body.id), 301)).toEqual({
      total: 151,
      lines: [['301 × Team (at $0.005 / month)', 301, 151]],
    });
  });
});

describe('a default price', () => {
  it('is made with its product, and is not archived as long as it is the default', async () => {
    const { stripe } = shop;
    const product = await stripe.products.create({
      name: 'Bundle',
      default_price_data: { currency: 'usd', unit_amount: 900, recurring: { interval: 'year' } },
      expand: ['default_price'],
    });
    const price = product.default_price;
    if (!price || typeof price === 'string') throw new Error('default_price was not expanded.');
    expect(price).toMatchObject({ product: product.id, unit_amount: 900, type: 'recurring' });
    const kept = await refusalOf(stripe.prices.update(price.id, { active: false }));
    expect(kept).toMatchObject({ statusCode: 400, param: 'active' });
    const other = await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 5 });
    await stripe.products.update(product.id, { default_price: other.id });
    expect((await stripe.prices.update(price.id, { active: false })).active).toBe(false);
  });
});

describe('what a price is', () => {
  it('is for good, but for its other currencies, its name and whether it is for sale', async () => {
    const price = await priceOf({ unit_amount: 500 });
    const amount = await shop.harness.send('POST', `/v1/prices/${price.id}`, { form: 'unit_amount=600' });
    expect(amount).toMatchObject({ status: 400, error: { code: 'parameter_unknown', param: 'unit_amount' } });
    await shop.stripe.prices.update(price.id, { currency_options: { eur: { unit_amount: 450 } } });
    const full = await shop.stripe.prices.update(price.id, {
      nickname: 'Base',
      currency_options: { gbp: { unit_amount: 400 } },
      expand: ['currency_options'],
    });
    expect(full.nickname).toBe('Base');
    expect(Object.keys(full.currency_options ?? {}).sort()).toEqual(['eur', 'gbp', 'usd']);
  });

  it('can be paid by a card on file with tiers too', async () => {
    const price = await tiered('graduated');
    const made = await subscribe(shop, await customerWithCard(shop), [{ price: price.id, quantity: 1 }], {
      payment_behavior: 'error_if_incomplete',
    });
    expect(made).toMatchObject({
      status: 'active',
      items: { data: [{ plan: { billing_scheme: 'tiered' } }] },
    });
    expect(invoiceOf(made)).toMatchObject({ amount_paid: 1700, status: 'paid' });
  });
});
