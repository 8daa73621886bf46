import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerWithCard, eventsOf, openInvoice, openShop, type Shop, typesOf } from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

async function paid(): Promise<Stripe.Invoice> {
  return shop.stripe.invoices.pay((await openInvoice(shop)).id);
}

async function chargeOf(invoice: string): Promise<string> {
  const { payments } = await shop.stripe.invoices.retrieve(invoice, {
    expand: ['payments.data.payment.payment_intent'],
  });
  const intent = payments?.data[0]?.payment.payment_intent;
  return typeof intent === 'object' ? String(intent.latest_charge) : '';
}

describe('a credit note after the payment', () => {
  it('refunds the charge', async () => {
    const invoice = await paid();
    const events = await eventsOf(shop, () =>
      shop.stripe.creditNotes.create({ invoice: invoice.id, amount: 800, refund_amount: 800 }),
    );
    expect(typesOf(events)).toEqual(
      expect.arrayContaining(['refund.created', 'charge.refunded', 'credit_note.created', 'invoice.updated']),
    );
    const [note] = (
      await shop.stripe.creditNotes.list({ invoice: invoice.id, expand: ['data.refunds.refund'] })
    ).data;
    expect(note).toMatchObject({
      type: 'post_payment',
      pre_payment_amount: 0,
      post_payment_amount: 800,
      refunds: [{ amount_refunded: 800, type: 'refund', refund: { object: 'refund', amount: 800 } }],
    });
    expect(await shop.stripe.invoices.retrieve(invoice.id)).toMatchObject({
      status: 'paid',
      amount_due: 2000,
      amount_paid: 2000,
      post_payment_credit_notes_amount: 800,
    });
  });

  it('credits the balance, or says that it was given back elsewhere', async () => {
    const invoice = await paid();
    const note = await shop.stripe.creditNotes.create({
      invoice: invoice.id,
      amount: 700,
      credit_amount: 500,
      out_of_band_amount: 200,
      expand: ['customer_balance_transaction'],
    });
    expect(note).toMatchObject({ out_of_band_amount: 200, post_payment_amount: 700 });
    expect(note.customer_balance_transaction).toMatchObject({
      amount: -500,
      credit_note: note.id,
      invoice: invoice.id,
      type: 'credit_note',
    });
    expect(await shop.stripe.customers.retrieve(String(invoice.customer))).toMatchObject({ balance: -500 });
    expect(await refusalOf(shop.stripe.creditNotes.voidCreditNote(note.id))).toMatchObject({
      statusCode: 400,
    });
  });

  it('can stand for a refund that was made before', async () => {
    const invoice = await paid();
    const refund = await shop.stripe.refunds.create({ charge: await chargeOf(invoice.id), amount: 600 });
    const linked = { invoice: invoice.id, amount: 600, refunds: [{ refund: refund.id }] };
    const note = await shop.stripe.creditNotes.create(linked);
    expect(note.refunds).toEqual([
      { amount_refunded: 600, payment_record_refund: null, refund: refund.id, type: 'refund' },
    ]);
    expect(await refusalOf(shop.stripe.creditNotes.create(linked))).toMatchObject({
      param: 'refunds[0][amount_refunded]',
    });
  });

  it('must say where every part of it goes, and never more than was billed', async () => {
    const invoice = await paid();
    const refused = (params: Omit<Stripe.CreditNoteCreateParams, 'invoice'>) =>
      refusalOf(shop.stripe.creditNotes.create({ invoice: invoice.id, ...params }));
    expect(await refused({ amount: 500 })).toMatchObject({ statusCode: 400 });
    expect(await refused({ amount: 500, refund_amount: 400 })).toMatchObject({ statusCode: 400 });
    expect(await refused({ amount: 2001, refund_amount: 2001 })).toMatchObject({ param: 'amount' });
    expect(await refused({})).toMatchObject({ code: 'parameter_missing', param: 'amount' });
    await shop.stripe.creditNotes.create({ invoice: invoice.id, amount: 2000, refund_amount: 2000 });
    expect(await refused({ amount: 1, refund_amount: 1 })).toMatchObject({ param: 'amount' });
  });

  it('is refused for drafts and for what is void', async () => {
    const { id } = await shop.stripe.invoices.create({ customer: await customerWithCard(shop) });
    expect(await refusalOf(shop.stripe.creditNotes.create({ invoice: id, amount: 1 }))).toMatchObject({
      param: 'invoice',
    });
    const voided = await shop.stripe.invoices.voidInvoice((await openInvoice(shop)).id);
    const late = shop.stripe.creditNotes.create({ invoice: voided.id, amount: 1 });
    expect(await refusalOf(late)).toMatchObject({ param: 'invoice' });
  });

  it('takes a memo and metadata later, and lists by customer', async () => {
    const invoice = await paid();
    const { id } = await shop.stripe.creditNotes.create({
      invoice: invoice.id,
      amount: 100,
      out_of_band_amount: 100,
    });
    const events = await eventsOf(shop, () =>
      shop.stripe.creditNotes.update(id, { memo: 'Later', metadata: { a: '1' } }),
    );
    expect(events.map((event) => [event.type, event.data.previous_attributes])).toEqual([
      ['credit_note.updated', { memo: null, metadata: { a: null } }],
    ]);
    const listed = await shop.stripe.creditNotes.list({ customer: String(invoice.customer) });
    expect(listed.data).toMatchObject([{ id, memo: 'Later' }]);
  });
});
