import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  customer,
  customerWithCard,
  eventsOf,
  openShop,
  type Shop,
  subscribe,
  typesOf,
} from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const draftFor = (buyer: string) => shop.stripe.invoices.create({ customer: buyer });

async function oneTime(amount: number): Promise<string> {
  const price = await shop.stripe.prices.create({
    product: shop.pro.product,
    currency: 'usd',
    unit_amount: amount,
    currency_options: { eur: { unit_amount: amount - 10 } },
  });
  return price.id;
}

describe('an invoice item', () => {
  it('is an amount that waits for an invoice', async () => {
    const buyer = await customer(shop);
    const events = await eventsOf(shop, () =>
      shop.stripe.invoiceItems.create({
        customer: buyer,
        amount: 1250,
        currency: 'usd',
        description: 'Setup',
        metadata: { order: '1' },
      }),
    );
    expect(typesOf(events)).toEqual(['invoiceitem.created']);
    const [item] = (await shop.stripe.invoiceItems.list({ customer: buyer, pending: true })).data;
    expect(item).toMatchObject({
      object: 'invoiceitem',
      amount: 1250,
      currency: 'usd',
      customer: buyer,
      date: shop.now(),
      description: 'Setup',
      discountable: true,
      discounts: [],
      invoice: null,
      metadata: { order: '1' },
      parent: null,
      period: { start: shop.now(), end: shop.now() },
      pricing: { type: 'price_details' },
      proration: false,
      quantity: 1,
      tax_rates: [],
      test_clock: null,
    });
    expect(String(item?.quantity_decimal)).toBe('1');
  });

  it('takes its amount from a one-time price in the currency of its customer', async () => {
    const buyer = await customer(shop);
    const price = await oneTime(500);
    const item = await shop.stripe.invoiceItems.create({ customer: buyer, pricing: { price }, quantity: 3 });
    expect(item).toMatchObject({ amount: 1500, currency: 'usd', quantity: 3 });
    expect(item.pricing?.price_details).toEqual({ price, product: shop.pro.product });
    const euro = await shop.stripe.invoiceItems.create({
      customer: buyer,
      pricing: { price },
      currency: 'eur',
    });
    expect(euro).toMatchObject({ amount: 490, currency: 'eur' });
    const monthly = shop.stripe.invoiceItems.create({
      customer: buyer,
      pricing: { price: shop.pro.monthly },
    });
    expect(await refusalOf(monthly)).toMatchObject({ statusCode: 400, param: 'pricing[price]' });
  });

  it('is made from price_data with an inactive price of its own', async () => {
    const item = await shop.stripe.invoiceItems.create({
      customer: await customer(shop),
      price_data: { currency: 'usd', product: shop.pro.product, unit_amount: 700 },
      quantity: 2,
    });
    expect(item.amount).toBe(1400);
    const price = String(item.pricing?.price_details?.price);
    expect(await shop.stripe.prices.retrieve(price)).toMatchObject({ active: false, type: 'one_time' });
  });

  it('rounds fractions of a cent once for the whole quantity', async () => {
    const item = await shop.stripe.invoiceItems.create({
      customer: await customer(shop),
      currency: 'usd',
      unit_amount_decimal: Stripe.Decimal.from('0.125'),
      quantity: 100,
    });
    expect(item).toMatchObject({ amount: 13, quantity: 100 });
  });

  it('that credits is not discountable, and counts down', async () => {
    const buyer = await customer(shop);
    const item = await shop.stripe.invoiceItems.create({ customer: buyer, amount: -300, currency: 'usd' });
    expect(item).toMatchObject({ amount: -300, discountable: false });
    await shop.stripe.invoiceItems.create({ customer: buyer, amount: 1000, currency: 'usd' });
    const invoice = await shop.stripe.invoices.create({
      customer: buyer,
      pending_invoice_items_behavior: 'include',
    });
    expect(invoice).toMatchObject({ subtotal: 700, total: 700, amount_due: 700 });
  });

  it('goes on a draft as its last line and changes with it', async () => {
    const buyer = await customer(shop);
    const draft = await draftFor(buyer);
    const add = (amount: number) =>
      shop.stripe.invoiceItems.create({ customer: buyer, invoice: draft.id, amount });
    const first = await add(1000);
    const second = await add(500);
    let invoice = await shop.stripe.invoices.retrieve(draft.id);
    expect(invoice.lines.data.map((line) => line.amount)).toEqual([1000, 500]);
    expect(invoice.lines.data[0]?.parent).toMatchObject({
      type: 'invoice_item_details',
      invoice_item_details: { invoice_item: first.id, proration: false, subscription: null },
    });
    await shop.stripe.invoiceItems.update(first.id, { amount: 2000, description: 'More' });
    await shop.stripe.invoiceItems.del(second.id);
    invoice = await shop.stripe.invoices.retrieve(draft.id);
    expect(invoice).toMatchObject({ subtotal: 2000, total: 2000, amount_due: 2000, amount_remaining: 2000 });
    expect(invoice.lines.data).toMatchObject([{ amount: 2000, description: 'More' }]);
    expect(await refusalOf(shop.stripe.invoiceItems.retrieve(second.id))).toMatchObject({ statusCode: 404 });
  });

  it('cannot be changed once its invoice is final', async () => {
    const buyer = await customer(shop);
    const draft = await draftFor(buyer);
    const item = await shop.stripe.invoiceItems.create({ customer: buyer, invoice: draft.id, amount: 1000 });
    await shop.stripe.invoices.finalizeInvoice(draft.id);
    const code = 'invoice_not_editable';
    expect(await refusalOf(shop.stripe.invoiceItems.update(item.id, { amount: 1 }))).toMatchObject({ code });
    expect(await refusalOf(shop.stripe.invoiceItems.del(item.id))).toMatchObject({ code });
    const late = shop.stripe.invoiceItems.create({ customer: buyer, invoice: draft.id, amount: 1 });
    expect(await refusalOf(late)).toMatchObject({ code, param: 'invoice' });
  });

  it('of a subscription waits for that one alone', async () => {
    const buyer = await customerWithCard(shop);
    const { id } = await subscribe(shop, buyer, [{ price: shop.pro.monthly }], {
      payment_behavior: 'allow_incomplete',
    });
    const item = await shop.stripe.invoiceItems.create({ customer: buyer, subscription: id, amount: 900 });
    expect(item.parent).toEqual({ subscription_details: { subscription: id }, type: 'subscription_details' });
    const other = await shop.stripe.invoices.create({
      customer: buyer,
      pending_invoice_items_behavior: 'include',
    });
    expect(other.lines.data).toEqual([]);
    const own = await shop.stripe.invoices.create({ customer: buyer, subscription: id });
    expect(own).toMatchObject({ billing_reason: 'manual', total: 900 });
    expect(own.parent?.subscription_details?.subscription).toBe(id);
    const nothing = shop.stripe.invoices.create({ customer: buyer, subscription: id });
    expect(await refusalOf(nothing)).toMatchObject({ code: 'invoice_no_subscription_line_items' });
  });

  it('has discounts of its own, taken off before those of the invoice', async () => {
    const buyer = await customer(shop);
    const half = await shop.stripe.coupons.create({ percent_off: 50, duration: 'once' });
    const tenth = await shop.stripe.coupons.create({ percent_off: 10, duration: 'once' });
    const draft = await shop.stripe.invoices.create({ customer: buyer, discounts: [{ coupon: tenth.id }] });
    const item = await shop.stripe.invoiceItems.create({
      customer: buyer,
      invoice: draft.id,
      amount: 1000,
      discounts: [{ coupon: half.id }],
    });
    const invoice = await shop.stripe.invoices.retrieve(draft.id, { expand: ['discounts'] });
    // Item discounts are incorporated in the subtotal already, by the words of the type declarations.
    expect(invoice).toMatchObject({ subtotal: 500, total: 450 });
    expect(invoice.lines.data[0]?.discounts).toEqual(item.discounts);
    expect(invoice.lines.data[0]?.discount_amounts?.map(({ amount }) => amount)).toEqual([500, 50]);
    expect(invoice.total_discount_amounts?.map(({ amount }) => amount)).toEqual([500, 50]);
    const cleared = await shop.stripe.invoiceItems.update(item.id, { discounts: '' });
    expect(cleared.discounts).toEqual([]);
    expect(await shop.stripe.invoices.retrieve(draft.id)).toMatchObject({ subtotal: 1000, total: 900 });
  });

  it('refuses what does not fit together', async () => {
    const buyer = await customer(shop);
    const draft = await shop.stripe.invoices.create({ customer: buyer, currency: 'usd' });
    const refused = (params: object) =>
      refusalOf(shop.stripe.invoiceItems.create({ customer: buyer, currency: 'usd', ...params }));
    expect(await refused({})).toMatchObject({ statusCode: 400, param: 'amount' });
    expect(await refused({ amount: 1, unit_amount_decimal: '1' })).toMatchObject({ param: 'amount' });
    expect(await refused({ amount: 1, invoice: draft.id, currency: 'eur' })).toMatchObject({
      param: 'currency',
    });
    expect(await refused({ amount: 1, period: { start: 2, end: 1 } })).toMatchObject({
      param: 'period[end]',
    });
    expect(await refused({ amount: 1, customer: 'cus_none' })).toMatchObject({ code: 'resource_missing' });
    expect(await refused({ amount: 1, tax_code: 'txcd_1' })).toMatchObject({ param: 'tax_code' });
    const nobody = refusalOf(shop.stripe.invoiceItems.create({ amount: 1, currency: 'usd' }));
    expect(await nobody).toMatchObject({ code: 'parameter_missing', param: 'customer' });
  });
});
