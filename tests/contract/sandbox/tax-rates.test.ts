import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, customerWithCard, eventsOf, openShop, type Shop, typesOf } from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const rate = (percentage: number, inclusive = false) =>
  shop.stripe.taxRates.create({ display_name: 'VAT', percentage, inclusive });

/** A draft over ten dollars. */
async function draft(extra: Stripe.InvoiceCreateParams, item: Stripe.InvoiceItemCreateParams = {}) {
  const buyer = await customer(shop);
  const { id } = await shop.stripe.invoices.create({ customer: buyer, ...extra });
  await shop.stripe.invoiceItems.create({ customer: buyer, invoice: id, amount: 1000, ...item });
  return shop.stripe.invoices.retrieve(id);
}

describe('a tax rate', () => {
  it('is made, changed, archived and listed', async () => {
    let id = '';
    const events = await eventsOf(shop, async () => {
      const made = await shop.stripe.taxRates.create({
        display_name: 'VAT',
        percentage: 19,
        inclusive: false,
        country: 'DE',
        tax_type: 'vat',
      });
      id = made.id;
      expect(made).toMatchObject({
        active: true,
        effective_percentage: null,
        percentage: 19,
        rate_type: null,
        tax_type: 'vat',
      });
      await shop.stripe.taxRates.update(id, { active: false });
    });
    expect(typesOf(events)).toEqual(['tax_rate.created', 'tax_rate.updated']);
    expect((await shop.stripe.taxRates.list({ active: false })).data.map((one) => one.id)).toEqual([id]);
    const archived = shop.stripe.invoices.create({ customer: await customer(shop), default_tax_rates: [id] });
    expect(await refusalOf(archived)).toMatchObject({ param: 'default_tax_rates[0]' });
    expect(await refusalOf(rate(101))).toMatchObject({ param: 'percentage' });
  });

  it('that is exclusive comes on top, after discounts', async () => {
    const { id } = await rate(20);
    const coupon = await shop.stripe.coupons.create({ percent_off: 50, duration: 'once' });
    const invoice = await draft({ default_tax_rates: [id], discounts: [{ coupon: coupon.id }] });
    expect(invoice).toMatchObject({
      subtotal: 1000,
      subtotal_excluding_tax: 1000,
      total_excluding_tax: 500,
      total: 600,
      total_taxes: [
        {
          amount: 100,
          tax_behavior: 'exclusive',
          tax_rate_details: { tax_rate: id },
          taxable_amount: 500,
          type: 'tax_rate_details',
        },
      ],
      default_tax_rates: [{ id }],
    });
    expect(invoice.lines.data[0]?.taxes).toEqual(invoice.total_taxes);
  });

  it('that is inclusive is part of the amount', async () => {
    const { id } = await rate(25, true);
    const invoice = await draft({ default_tax_rates: [id] });
    expect(invoice).toMatchObject({
      subtotal: 1000,
      subtotal_excluding_tax: 800,
      total: 1000,
      total_excluding_tax: 800,
      total_taxes: [{ amount: 200, tax_behavior: 'inclusive', taxable_amount: 800 }],
    });
  });

  it('of an item stands in for those of the invoice', async () => {
    const [usual, own] = [await rate(20), await rate(7)];
    const invoice = await draft({ default_tax_rates: [usual.id] }, { tax_rates: [own.id] });
    expect(invoice).toMatchObject({ total: 1070 });
    const buyer = String(invoice.customer);
    await shop.stripe.invoiceItems.create({ customer: buyer, invoice: invoice.id, amount: 1000 });
    const both = await shop.stripe.invoices.retrieve(invoice.id);
    expect(both).toMatchObject({ subtotal: 2000, total: 2270 });
    expect(both.total_taxes?.map((tax) => tax.amount)).toEqual([70, 200]);
  });

  it('of a subscription is on its invoices', async () => {
    const [first, later] = [await rate(20), await rate(10)];
    const buyer = await customerWithCard(shop);
    const { id, latest_invoice, default_tax_rates } = await shop.stripe.subscriptions.create({
      customer: buyer,
      items: [{ price: shop.pro.monthly }],
      default_tax_rates: [first.id],
      expand: ['latest_invoice'],
    });
    expect(default_tax_rates?.map((one) => one.id)).toEqual([first.id]);
    expect(latest_invoice).toMatchObject({ subtotal: 2000, total: 2400, amount_paid: 2400 });
    const changed = await shop.stripe.subscriptions.update(id, { default_tax_rates: [later.id] });
    expect(changed.default_tax_rates?.map((one) => one.id)).toEqual([later.id]);
    const cleared = await shop.stripe.subscriptions.update(id, { default_tax_rates: '' });
    expect(cleared.default_tax_rates).toEqual([]);
  });

  it('is credited with the line that carries it', async () => {
    const { id } = await rate(20);
    const open = await shop.stripe.invoices.finalizeInvoice((await draft({ default_tax_rates: [id] })).id);
    const line = { type: 'invoice_line_item' as const, invoice_line_item: open.lines.data[0]?.id ?? '' };
    const note = await shop.stripe.creditNotes.create({
      invoice: open.id,
      lines: [{ ...line, amount: 500 }],
    });
    expect(note).toMatchObject({
      subtotal: 500,
      total_excluding_tax: 500,
      total: 600,
      total_taxes: [{ amount: 100, taxable_amount: 500 }],
    });
    expect(await shop.stripe.invoices.retrieve(open.id)).toMatchObject({ total: 1200, amount_due: 600 });
  });
});
