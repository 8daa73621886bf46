import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, customerWithCard, eventsOf, openShop, type Shop, typesOf } from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** A draft with one line of twenty dollars. */
async function draft(buyer: string, extra: Stripe.InvoiceCreateParams = {}): Promise<Stripe.Invoice> {
  const { id } = await shop.stripe.invoices.create({ customer: buyer, ...extra });
  await shop.stripe.invoiceItems.create({ customer: buyer, invoice: id, amount: 2000, description: 'Work' });
  return shop.stripe.invoices.retrieve(id);
}

const DAY = 86_400;

describe('an invoice made by hand', () => {
  it('begins as a draft that leaves pending items alone', async () => {
    const buyer = await customer(shop);
    await shop.stripe.invoiceItems.create({ customer: buyer, amount: 500, currency: 'usd' });
    const events = await eventsOf(shop, () => shop.stripe.invoices.create({ customer: buyer }));
    expect(typesOf(events)).toEqual(['invoice.created']);
    const [invoice] = (await shop.stripe.invoices.list({ customer: buyer })).data;
    expect(invoice).toMatchObject({
      status: 'draft',
      billing_reason: 'manual',
      collection_method: 'charge_automatically',
      auto_advance: false,
      automatically_finalizes_at: null,
      attempted: false,
      number: null,
      hosted_invoice_url: null,
      invoice_pdf: null,
      due_date: null,
      ending_balance: null,
      parent: null,
      total: 0,
    });
    expect(invoice?.lines).toMatchObject({ data: [], total_count: 0 });
  });

  it('takes up pending items when asked to, the newest first', async () => {
    const buyer = await customer(shop);
    const first = await shop.stripe.invoiceItems.create({ customer: buyer, amount: 500, currency: 'usd' });
    await shop.stripe.invoiceItems.create({ customer: buyer, amount: 700, currency: 'usd' });
    const invoice = await shop.stripe.invoices.create({
      customer: buyer,
      pending_invoice_items_behavior: 'include',
    });
    expect(invoice.lines.data.map(({ amount }) => amount)).toEqual([700, 500]);
    expect(await shop.stripe.invoiceItems.retrieve(first.id)).toMatchObject({ invoice: invoice.id });
  });

  it('says what it is told to, and can be changed while it is a draft', async () => {
    const buyer = await customer(shop);
    const said = {
      description: 'Thanks',
      footer: 'Net 30',
      custom_fields: [{ name: 'PO', value: '7' }],
      metadata: { a: '1' },
      statement_descriptor: 'ACME',
      number: `A-${buyer}`.slice(0, 26),
      rendering: { amount_tax_display: 'exclude_tax' as const, pdf: { page_size: 'a4' as const } },
    };
    const invoice = await draft(buyer, said);
    expect(invoice).toMatchObject(said);
    const changed = await shop.stripe.invoices.update(invoice.id, {
      description: 'Many thanks',
      custom_fields: '',
      metadata: { b: '2' },
    });
    expect(changed).toMatchObject({
      description: 'Many thanks',
      custom_fields: null,
      metadata: { a: '1', b: '2' },
    });
    const open = await shop.stripe.invoices.finalizeInvoice(invoice.id);
    expect(open.number).toBe(said.number);
  });

  it('is finalized with a number, pages and an intent, and paid', async () => {
    const buyer = await customerWithCard(shop);
    const { id } = await draft(buyer);
    const finalized = await eventsOf(shop, () => shop.stripe.invoices.finalizeInvoice(id));
    expect(typesOf(finalized)).toEqual(['invoice.finalized', 'payment_intent.created']);
    const open = await shop.stripe.invoices.retrieve(id, { expand: ['payments', 'confirmation_secret'] });
    expect(open).toMatchObject({
      status: 'open',
      amount_due: 2000,
      ending_balance: 0,
      effective_at: shop.now(),
    });
    expect(open.number).toMatch(/^[0-9A-Z]+-0001$/);
    expect(open.confirmation_secret?.client_secret).toMatch(/^pi_.*_secret_/);
    expect(open.payments?.data).toMatchObject([{ is_default: true, status: 'open', amount_requested: 2000 }]);
    const paid = await shop.stripe.invoices.pay(id);
    expect(paid).toMatchObject({
      status: 'paid',
      amount_paid: 2000,
      amount_remaining: 0,
      auto_advance: false,
    });
    expect(await refusalOf(shop.stripe.invoices.finalizeInvoice(id))).toMatchObject({ statusCode: 400 });
  });

  it('with nothing due is paid as soon as it is finalized', async () => {
    const buyer = await customer(shop);
    const { id } = await shop.stripe.invoices.create({ customer: buyer });
    const paid = await shop.stripe.invoices.finalizeInvoice(id);
    expect(paid).toMatchObject({ status: 'paid', total: 0, attempted: true, attempt_count: 0 });
  });

  it('that is sent is finalized, due, and open until it is paid', async () => {
    const buyer = await customer(shop);
    const without = shop.stripe.invoices.create({ customer: buyer, collection_method: 'send_invoice' });
    expect(await refusalOf(without)).toMatchObject({ param: 'days_until_due' });
    const { id, due_date } = await draft(buyer, { collection_method: 'send_invoice', days_until_due: 14 });
    expect(due_date).toBe(shop.now() + 14 * DAY);
    const events = await eventsOf(shop, () => shop.stripe.invoices.sendInvoice(id));
    expect(typesOf(events)).toEqual(['invoice.finalized', 'payment_intent.created', 'invoice.sent']);
    expect(await shop.stripe.invoices.retrieve(id)).toMatchObject({
      status: 'open',
      next_payment_attempt: null,
    });
    const automatic = await draft(buyer);
    expect(await refusalOf(shop.stripe.invoices.sendInvoice(automatic.id))).toMatchObject({
      statusCode: 400,
    });
    const due = { customer: buyer, due_date: { gte: shop.now() } };
    expect((await shop.stripe.invoices.list(due)).data.map((one) => one.id)).toEqual([id]);
  });

  it('can be deleted as a draft, with its items', async () => {
    const buyer = await customer(shop);
    const { id } = await draft(buyer);
    const events = await eventsOf(shop, () => shop.stripe.invoices.del(id));
    expect(typesOf(events)).toEqual(['invoiceitem.deleted', 'invoice.deleted']);
    expect((await shop.stripe.invoiceItems.list({ customer: buyer })).data).toEqual([]);
    const other = await draft(buyer);
    await shop.stripe.invoices.finalizeInvoice(other.id);
    expect(await refusalOf(shop.stripe.invoices.del(other.id))).toMatchObject({ statusCode: 400 });
  });

  it('refuses by name what the sandbox does not do', async () => {
    const buyer = await customer(shop);
    const refused = (params: Stripe.InvoiceCreateParams) =>
      refusalOf(shop.stripe.invoices.create({ customer: buyer, ...params }));
    expect(await refused({ automatic_tax: { enabled: true } })).toMatchObject({
      code: 'customer_tax_location_invalid',
    });
    expect(await refused({ from_invoice: { action: 'revision', invoice: 'in_1' } })).toMatchObject({
      param: 'from_invoice',
    });
    expect(await refused({ due_date: shop.now() + DAY })).toMatchObject({ param: 'due_date' });
  });
});
