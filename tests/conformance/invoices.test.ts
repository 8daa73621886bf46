import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { anyCustomer, cardCustomer, describeResource, onClock, refusal, stripe } from './harness';

/** A draft over twenty dollars. */
async function draft(customer: string, extra: Stripe.InvoiceCreateParams = {}): Promise<Stripe.Invoice> {
  const { id } = await stripe.invoices.create({ customer, currency: 'usd', ...extra });
  await stripe.invoiceItems.create({ customer, invoice: id, amount: 2000, currency: 'usd' });
  return stripe.invoices.retrieve(id);
}

const BEGIN = Date.UTC(2026, 0, 10) / 1000;

describeResource('invoices', () => {
  it('begin as drafts without a number, pages or pending items', async () => {
    const { id: customer } = await anyCustomer();
    await stripe.invoiceItems.create({ customer, amount: 500, currency: 'usd' });
    const invoice = await stripe.invoices.create({ customer });
    expect(invoice).toMatchObject({
      status: 'draft',
      auto_advance: false,
      billing_reason: 'manual',
      ending_balance: null,
      total: 0,
    });
    expect(invoice.lines.data).toEqual([]);
  });

  it('take up pending items when asked to', async () => {
    const { id: customer } = await anyCustomer();
    await stripe.invoiceItems.create({ customer, amount: 500, currency: 'usd' });
    const behavior = { pending_invoice_items_behavior: 'include' as const };
    expect(await stripe.invoices.create({ customer, ...behavior })).toMatchObject({ total: 500 });
  });

  it('get a number, pages and a payment when they are finalized', async () => {
    const { id } = await draft((await anyCustomer()).id);
    const open = await stripe.invoices.finalizeInvoice(id, { expand: ['payments', 'confirmation_secret'] });
    expect(open).toMatchObject({ status: 'open', amount_due: 2000, amount_remaining: 2000 });
    expect(open.number).toBeTruthy();
    expect(open.hosted_invoice_url).toMatch(/^http/);
    expect(open.invoice_pdf).toMatch(/^http/);
    expect(open.payments?.data).toMatchObject([{ is_default: true, status: 'open', amount_requested: 2000 }]);
    expect(open.confirmation_secret?.client_secret).toMatch(/_secret_/);
    expect(await refusal(stripe.invoices.finalizeInvoice(id))).toMatchObject({ statusCode: 400 });
  });

  it('are paid with the default payment method of their customer', async () => {
    const { id } = await draft((await cardCustomer()).id);
    const paid = await stripe.invoices.pay(id);
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 2000, amount_remaining: 0, attempted: true });
    expect(await refusal(stripe.invoices.pay(id))).toMatchObject({ statusCode: 400 });
    expect(await refusal(stripe.invoices.voidInvoice(id))).toMatchObject({ statusCode: 400 });
  });

  it('stay open after a decline', async () => {
    const { id } = await draft((await cardCustomer('pm_card_chargeCustomerFail')).id);
    expect(await refusal(stripe.invoices.pay(id))).toMatchObject({
      statusCode: 402,
      type: 'StripeCardError',
    });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'open', attempted: true });
  });

  it('are paid out of band', async () => {
    const { id } = await draft((await anyCustomer()).id);
    await stripe.invoices.finalizeInvoice(id);
    const paid = await stripe.invoices.pay(id, { paid_out_of_band: true });
    expect(paid).toMatchObject({ status: 'paid', amount_remaining: 0 });
  });

  it('with nothing due are paid when they are finalized', async () => {
    const { id: customer } = await anyCustomer();
    const { id } = await stripe.invoices.create({ customer, currency: 'usd' });
    await stripe.invoiceItems.create({ customer, invoice: id, amount: 0, currency: 'usd' });
    expect(await stripe.invoices.finalizeInvoice(id)).toMatchObject({ status: 'paid', amount_due: 0 });
  });

  it('use the balance of their customer, and give it back when they are voided', async () => {
    const { id: customer } = await anyCustomer();
    await stripe.customers.createBalanceTransaction(customer, { amount: -500, currency: 'usd' });
    const { id } = await draft(customer);
    const open = await stripe.invoices.finalizeInvoice(id);
    expect(open).toMatchObject({ amount_due: 1500, starting_balance: -500, ending_balance: 0, total: 2000 });
    await stripe.invoices.voidInvoice(id);
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -500 });
  });

  it('that are sent need to be due, and wait for their payment', async () => {
    const { id: customer } = await anyCustomer();
    const without = stripe.invoices.create({ customer, collection_method: 'send_invoice' });
    expect(await refusal(without)).toMatchObject({ statusCode: 400 });
    const { id, due_date, created } = await draft(customer, {
      collection_method: 'send_invoice',
      days_until_due: 30,
    });
    expect((due_date ?? 0) - created).toBe(30 * 86_400);
    expect(await stripe.invoices.sendInvoice(id)).toMatchObject({
      status: 'open',
      next_payment_attempt: null,
    });
  });

  it('can be deleted as drafts only', async () => {
    const { id: customer } = await anyCustomer();
    const { id } = await draft(customer);
    expect(await stripe.invoices.del(id)).toMatchObject({ id, deleted: true });
    const other = await draft(customer);
    await stripe.invoices.finalizeInvoice(other.id);
    expect(await refusal(stripe.invoices.del(other.id))).toMatchObject({ statusCode: 400 });
  });

  it('are written off, and can be paid after all', async () => {
    const { id } = await draft((await cardCustomer()).id);
    await stripe.invoices.finalizeInvoice(id);
    expect(await stripe.invoices.markUncollectible(id)).toMatchObject({ status: 'uncollectible' });
    expect(await stripe.invoices.pay(id)).toMatchObject({ status: 'paid' });
  });

  it('have lines that are added, changed and removed', async () => {
    const { id: customer } = await anyCustomer();
    const { id } = await stripe.invoices.create({ customer, currency: 'usd' });
    const two = await stripe.invoices.addLines(id, { lines: [{ amount: 700 }, { amount: 300 }] });
    expect(two.total).toBe(1000);
    const line = two.lines.data.find(({ amount }) => amount === 700)?.id ?? '';
    await stripe.invoices.updateLineItem(id, line, { amount: 900 });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ total: 1200 });
    const one = await stripe.invoices.removeLines(id, { lines: [{ id: line, behavior: 'delete' }] });
    expect(one.total).toBe(300);
  });

  it('advance by themselves an hour after they were made', async () => {
    const { clock, advance } = await onClock(BEGIN);
    const { id: customer } = await cardCustomer('pm_card_visa', { test_clock: clock.id });
    const { id, automatically_finalizes_at } = await draft(customer, { auto_advance: true });
    expect(automatically_finalizes_at).toBe(BEGIN + 3600);
    await advance(BEGIN + 2 * 3600);
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'paid', auto_advance: false });
  });
});
