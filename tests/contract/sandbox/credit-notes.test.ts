import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, openInvoice, openShop, type Shop, typesOf } from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

describe('a credit note before the payment', () => {
  it('takes off what is due and what the intent asks for', async () => {
    const invoice = await openInvoice(shop);
    let note: Stripe.CreditNote | undefined;
    const events = await eventsOf(shop, async () => {
      note = await shop.stripe.creditNotes.create({
        invoice: invoice.id,
        amount: 300,
        reason: 'order_change',
        memo: 'Sorry',
      });
    });
    expect(typesOf(events)).toEqual(['credit_note.created', 'invoice.updated']);
    expect(note).toMatchObject({
      object: 'credit_note',
      amount: 300,
      created: shop.now(),
      customer: invoice.customer,
      customer_balance_transaction: null,
      memo: 'Sorry',
      number: `${invoice.number}-CN-01`,
      post_payment_amount: 0,
      pre_payment_amount: 300,
      reason: 'order_change',
      refunds: [],
      status: 'issued',
      subtotal: 300,
      total: 300,
      type: 'pre_payment',
      voided_at: null,
    });
    const after = await shop.stripe.invoices.retrieve(invoice.id, {
      expand: ['payments.data.payment.payment_intent'],
    });
    expect(after).toMatchObject({
      amount_due: 1700,
      amount_remaining: 1700,
      pre_payment_credit_notes_amount: 300,
      post_payment_credit_notes_amount: 0,
      total: 2000,
    });
    expect(after.payments?.data[0]?.payment.payment_intent).toMatchObject({ amount: 1700 });
    expect(await shop.stripe.invoices.pay(invoice.id)).toMatchObject({ status: 'paid', amount_paid: 1700 });
  });

  it('over everything pays the invoice and cancels its intent', async () => {
    const invoice = await openInvoice(shop);
    const events = await eventsOf(shop, () =>
      shop.stripe.creditNotes.create({ invoice: invoice.id, amount: 2000 }),
    );
    expect(typesOf(events)).toEqual(
      expect.arrayContaining(['credit_note.created', 'invoice.paid', 'payment_intent.canceled']),
    );
    expect(await shop.stripe.invoices.retrieve(invoice.id)).toMatchObject({
      status: 'paid',
      amount_due: 0,
      amount_paid: 0,
      amount_remaining: 0,
    });
  });

  it('can be voided while the invoice is open', async () => {
    const invoice = await openInvoice(shop);
    const { id } = await shop.stripe.creditNotes.create({ invoice: invoice.id, amount: 300 });
    const events = await eventsOf(shop, () => shop.stripe.creditNotes.voidCreditNote(id));
    expect(typesOf(events)).toEqual(['credit_note.voided', 'invoice.updated']);
    expect(await shop.stripe.creditNotes.retrieve(id)).toMatchObject({
      status: 'void',
      voided_at: shop.now(),
    });
    expect(await shop.stripe.invoices.retrieve(invoice.id)).toMatchObject({
      amount_due: 2000,
      amount_remaining: 2000,
      pre_payment_credit_notes_amount: 0,
    });
    expect(await refusalOf(shop.stripe.creditNotes.voidCreditNote(id))).toMatchObject({ statusCode: 400 });
  });

  it('credits lines, whole or in part, with their share of the discounts', async () => {
    const coupon = await shop.stripe.coupons.create({ percent_off: 20, duration: 'once' });
    const invoice = await openInvoice(shop, { discounts: [{ coupon: coupon.id }] });
    const [first, second] = invoice.lines.data;
    const lines: Stripe.CreditNoteCreateParams.Line[] = [
      { type: 'invoice_line_item', invoice_line_item: first?.id ?? '', amount: 750 },
      { type: 'invoice_line_item', invoice_line_item: second?.id ?? '', quantity: 1 },
      { type: 'custom_line_item', description: 'Goodwill', unit_amount: 50, quantity: 2 },
    ];
    const preview = await shop.stripe.creditNotes.preview({ invoice: invoice.id, lines });
    const note = await shop.stripe.creditNotes.create({ invoice: invoice.id, lines });
    expect(note).toMatchObject({ subtotal: 1350, discount_amount: 250, total: 1100, amount: 1100 });
    expect(preview).toMatchObject({ subtotal: 1350, discount_amount: 250, total: 1100, number: note.number });
    const listed = await shop.stripe.creditNotes.listLineItems(note.id);
    expect(listed.data).toMatchObject([
      { type: 'invoice_line_item', invoice_line_item: first?.id, amount: 750, discount_amount: 150 },
      {
        type: 'invoice_line_item',
        invoice_line_item: second?.id,
        amount: 500,
        discount_amount: 100,
        quantity: 1,
      },
      { type: 'custom_line_item', description: 'Goodwill', amount: 100, unit_amount: 50, quantity: 2 },
    ]);
    const shown = await shop.stripe.creditNotes.listPreviewLineItems({ invoice: invoice.id, amount: 100 });
    expect(shown.data).toMatchObject([{ object: 'credit_note_line_item', amount: 100 }]);
  });
});
