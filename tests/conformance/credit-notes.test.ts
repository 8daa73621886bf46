import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { cardCustomer, describeResource, refusal, stripe } from './harness';

async function open(): Promise<Stripe.Invoice> {
  const { id: customer } = await cardCustomer();
  const { id } = await stripe.invoices.create({ customer, currency: 'usd' });
  await stripe.invoiceItems.create({ customer, invoice: id, amount: 2000, currency: 'usd' });
  return stripe.invoices.finalizeInvoice(id);
}

const paid = async () => stripe.invoices.pay((await open()).id);

describeResource('credit notes', () => {
  it('take off what is due of an open invoice', async () => {
    const invoice = await open();
    const note = await stripe.creditNotes.create({
      invoice: invoice.id,
      amount: 300,
      reason: 'order_change',
    });
    expect(note).toMatchObject({
      amount: 300,
      pre_payment_amount: 300,
      post_payment_amount: 0,
      status: 'issued',
      total: 300,
      type: 'pre_payment',
    });
    expect(note.pdf).toMatch(/^http/);
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({
      amount_due: 1700,
      amount_remaining: 1700,
      pre_payment_credit_notes_amount: 300,
      total: 2000,
    });
  });

  it('credit a line in part', async () => {
    const invoice = await open();
    const invoice_line_item = invoice.lines.data[0]?.id ?? '';
    const lines = [{ type: 'invoice_line_item' as const, invoice_line_item, amount: 500 }];
    const preview = await stripe.creditNotes.preview({ invoice: invoice.id, lines });
    const note = await stripe.creditNotes.create({ invoice: invoice.id, lines });
    expect([preview.total, note.total]).toEqual([500, 500]);
    const listed = await stripe.creditNotes.listLineItems(note.id);
    expect(listed.data).toMatchObject([{ type: 'invoice_line_item', invoice_line_item, amount: 500 }]);
  });

  it('are voided while the invoice is open', async () => {
    const invoice = await open();
    const { id } = await stripe.creditNotes.create({ invoice: invoice.id, amount: 300 });
    expect(await stripe.creditNotes.voidCreditNote(id)).toMatchObject({ status: 'void' });
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ amount_due: 2000 });
  });

  it('refund what was paid', async () => {
    const invoice = await paid();
    const note = await stripe.creditNotes.create({ invoice: invoice.id, amount: 800, refund_amount: 800 });
    expect(note).toMatchObject({ type: 'post_payment', post_payment_amount: 800 });
    expect(note.refunds).toMatchObject([{ amount_refunded: 800 }]);
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({
      status: 'paid',
      amount_due: 2000,
      post_payment_credit_notes_amount: 800,
    });
  });

  it('credit the balance of the customer', async () => {
    const invoice = await paid();
    await stripe.creditNotes.create({ invoice: invoice.id, amount: 500, credit_amount: 500 });
    expect(await stripe.customers.retrieve(String(invoice.customer))).toMatchObject({ balance: -500 });
  });

  it('must say where all of it goes, and stay below what was billed', async () => {
    const { id: invoice } = await paid();
    const refused = (params: Omit<Stripe.CreditNoteCreateParams, 'invoice'>) =>
      refusal(stripe.creditNotes.create({ invoice, ...params }));
    expect(await refused({ amount: 500 })).toMatchObject({ statusCode: 400 });
    expect(await refused({ amount: 2001, refund_amount: 2001 })).toMatchObject({ statusCode: 400 });
  });

  it('are refused for drafts', async () => {
    const { id: customer } = await cardCustomer();
    const { id: invoice } = await stripe.invoices.create({ customer, currency: 'usd' });
    expect(await refusal(stripe.creditNotes.create({ invoice, amount: 1 }))).toMatchObject({
      statusCode: 400,
    });
  });
});
