import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { cardCustomer, describeResource, monthlyPrice, refusal, stripe, uniqueName } from './harness';

const TIERS: Stripe.PriceCreateParams.Tier[] = [
  { up_to: 5, unit_amount: 700, flat_amount: 1000 },
  { up_to: 'inf', unit_amount: 600 },
];

const tiered = async (tiers_mode: 'graduated' | 'volume') => {
  const product = await stripe.products.create({ name: uniqueName() });
  return stripe.prices.create({
    product: product.id,
    currency: 'usd',
    recurring: { interval: 'month' },
    billing_scheme: 'tiered',
    tiers_mode,
    tiers: TIERS,
  });
};

/** What so many seats cost for the first month (cents). */
async function firstInvoice(price: string, quantity: number): Promise<number | undefined> {
  const preview = await stripe.invoices.createPreview({
    customer: (await cardCustomer()).id,
    subscription_details: { items: [{ price, quantity }] },
  });
  return preview.total;
}

describeResource('Prices', () => {
  it('are for licensed units by themselves', async () => {
    expect(await monthlyPrice(2000)).toMatchObject({
      object: 'price',
      active: true,
      billing_scheme: 'per_unit',
      recurring: { interval: 'month', interval_count: 1, meter: null, usage_type: 'licensed' },
      tiers_mode: null,
      type: 'recurring',
      unit_amount: 2000,
    });
  });

  it('keep their lookup key until it is transferred', async () => {
    const lookup_key = uniqueName();
    const first = await monthlyPrice(100, { lookup_key });
    expect(await refusal(monthlyPrice(200, { lookup_key }))).toMatchObject({ statusCode: 400 });
    const second = await monthlyPrice(200, { lookup_key, transfer_lookup_key: true });
    const { data } = await stripe.prices.list({ lookup_keys: [lookup_key] });
    expect(data.map((price) => price.id)).toEqual([second.id]);
    expect((await stripe.prices.retrieve(first.id)).lookup_key).toBeNull();
  });

  it('show tiers and other currencies only when asked', async () => {
    const price = await monthlyPrice(100, { currency_options: { eur: { unit_amount: 90 } } });
    expect(price.currency_options).toBeUndefined();
    const full = await stripe.prices.retrieve(price.id, { expand: ['currency_options'] });
    expect(full.currency_options?.eur).toMatchObject({ unit_amount: 90 });
    const withTiers = await tiered('graduated');
    expect(withTiers).toMatchObject({ billing_scheme: 'tiered', unit_amount: null });
    expect(withTiers.tiers).toBeUndefined();
    const shown = await stripe.prices.retrieve(withTiers.id, { expand: ['tiers'] });
    expect(shown.tiers).toMatchObject([
      { up_to: 5, unit_amount: 700, flat_amount: 1000 },
      { up_to: null, unit_amount: 600, flat_amount: null },
    ]);
  });

  it('cost by graduated tiers what falls into each, and its flat amount', async () => {
    expect(await firstInvoice((await tiered('graduated')).id, 7)).toBe(5700);
  });

  it('cost by volume what the one tier says', async () => {
    const price = await tiered('volume');
    expect(await firstInvoice(price.id, 7)).toBe(4200);
    expect(await firstInvoice(price.id, 5)).toBe(4500);
  });

  it('for packages are rounded to whole ones', async () => {
    const price = await monthlyPrice(1000, { transform_quantity: { divide_by: 10, round: 'up' } });
    expect(await firstInvoice(price.id, 11)).toBe(2000);
  });

  it('with tiers must say how far the last goes: without end', async () => {
    const product = await stripe.products.create({ name: uniqueName() });
    const error = await refusal(
      stripe.prices.create({
        product: product.id,
        currency: 'usd',
        recurring: { interval: 'month' },
        billing_scheme: 'tiered',
        tiers_mode: 'volume',
        tiers: [{ up_to: 5, unit_amount: 100 }],
      }),
    );
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });

  it('need a product that exists', async () => {
    const none = stripe.prices.create({ product: 'prod_none', currency: 'usd', unit_amount: 1 });
    expect(await refusal(none)).toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'product',
    });
  });

  it('that are metered need a meter', async () => {
    const error = await refusal(monthlyPrice(1, { recurring: { interval: 'month', usage_type: 'metered' } }));
    expect(error.statusCode).toBe(400);
  });
});
