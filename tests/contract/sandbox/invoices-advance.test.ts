import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typesOf } from './billing-harness';
import { DAY, HOUR, openTimedShop, type TimedShop, utc } from './time-harness';

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(() => shop.close());

const BEGIN = utc(2026, 1, 10);

/** A draft of twenty dollars for a customer on a test clock. */
async function draft(buyer: string, extra: Stripe.InvoiceCreateParams, amount = 2000): Promise<string> {
  const { id } = await shop.stripe.invoices.create({ customer: buyer, ...extra });
  await shop.stripe.invoiceItems.create({ customer: buyer, invoice: id, amount });
  return id;
}

const aboutInvoices = (events: Stripe.Event[]) =>
  typesOf(events).filter((type) => type.startsWith('invoice.'));

describe('an invoice that advances by itself', () => {
  it('is finalized after an hour and charged', async () => {
    const clock = await shop.clock(BEGIN);
    const buyer = await clock.customer();
    const id = await draft(buyer, { auto_advance: true });
    expect(await shop.stripe.invoices.retrieve(id)).toMatchObject({
      auto_advance: true,
      automatically_finalizes_at: BEGIN + HOUR,
      created: BEGIN,
      next_payment_attempt: BEGIN + HOUR,
      test_clock: clock.id,
    });
    expect(aboutInvoices(await clock.advance(BEGIN + HOUR - 1))).toEqual([]);
    expect(aboutInvoices(await clock.advance(BEGIN + HOUR))).toEqual([
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
    expect(await shop.stripe.invoices.retrieve(id)).toMatchObject({
      status: 'paid',
      status_transitions: { finalized_at: BEGIN + HOUR, paid_at: BEGIN + HOUR },
      auto_advance: false,
      attempt_count: 1,
      hosted_invoice_url: expect.stringMatching(new RegExp(`^${shop.harness.url}/invoices/`)),
    });
  });

  it('is finalized at the moment that was asked for, and never when that was taken back', async () => {
    const clock = await shop.clock(BEGIN);
    const buyer = await clock.customer();
    const later = await draft(buyer, { automatically_finalizes_at: BEGIN + 5 * DAY });
    const never = await draft(buyer, { auto_advance: true });
    await shop.stripe.invoices.update(never, { auto_advance: false });
    await clock.advance(BEGIN + 5 * DAY);
    expect(await shop.stripe.invoices.retrieve(later)).toMatchObject({ status: 'paid' });
    expect(await shop.stripe.invoices.retrieve(never)).toMatchObject({
      status: 'draft',
      automatically_finalizes_at: null,
    });
  });

  it('that is sent is open, about to be due and then overdue', async () => {
    const clock = await shop.clock(BEGIN);
    const buyer = await clock.customer();
    const sent = { auto_advance: true, collection_method: 'send_invoice' as const, days_until_due: 30 };
    const id = await draft(buyer, sent);
    expect(aboutInvoices(await clock.advance(BEGIN + HOUR))).toEqual(['invoice.finalized', 'invoice.sent']);
    const open = await shop.stripe.invoices.retrieve(id);
    expect(open).toMatchObject({ status: 'open', due_date: BEGIN + 30 * DAY, next_payment_attempt: null });
    // Stripe sends both when the account's automations say so; seven days and none are the sandbox's.
    expect(aboutInvoices(await clock.advance(BEGIN + 23 * DAY))).toEqual(['invoice.will_be_due']);
    expect(await shop.stripe.customers.retrieve(buyer)).toMatchObject({ delinquent: false });
    expect(aboutInvoices(await clock.advance(BEGIN + 30 * DAY))).toEqual(['invoice.overdue']);
    expect(await shop.stripe.customers.retrieve(buyer)).toMatchObject({ delinquent: true });
    expect(aboutInvoices(await clock.advance(BEGIN + 50 * DAY))).toEqual([]);
    expect(await shop.stripe.invoices.retrieve(id)).toMatchObject({ status: 'open' });
  });

  it('that was finalized by hand is charged an hour later (inferred)', async () => {
    const clock = await shop.clock(BEGIN);
    const buyer = await clock.customer();
    const id = await draft(buyer, {});
    const open = await shop.stripe.invoices.finalizeInvoice(id, { auto_advance: true });
    expect(open).toMatchObject({ status: 'open', auto_advance: true, next_payment_attempt: BEGIN + HOUR });
    await clock.advance(BEGIN + HOUR);
    expect(await shop.stripe.invoices.retrieve(id)).toMatchObject({ status: 'paid', attempt_count: 1 });
  });

  it('that cannot be finalized stays a draft and says why', async () => {
    const clock = await shop.clock(BEGIN);
    const buyer = await clock.customer();
    const id = await draft(buyer, { auto_advance: true }, 99_999_999);
    await shop.stripe.invoiceItems.create({ customer: buyer, invoice: id, amount: 1 });
    expect(aboutInvoices(await clock.advance(BEGIN + HOUR))).toEqual(['invoice.finalization_failed']);
    expect(await shop.stripe.invoices.retrieve(id)).toMatchObject({
      status: 'draft',
      last_finalization_error: { code: 'amount_too_large', type: 'invalid_request_error' },
    });
  });
});
