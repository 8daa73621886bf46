import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECRET } from './kernel-harness';
import { DAY, HOUR, invoicesOf, openTimedShop, type TimedShop, typesIn, useCard, utc } from './time-harness';

const START = utc(2026, 1, 15, 9);
const RENEWAL = utc(2026, 2, 15, 9);
const ATTEMPT = RENEWAL + HOUR;
const SUBSCRIPTION = ['customer.subscription.updated', 'customer.subscription.deleted'];
const PAYMENT = [
  'invoice.finalized',
  'charge.succeeded',
  'charge.failed',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  ...SUBSCRIPTION,
];

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(() => shop.close());

/** A subscription that was paid once and whose customer now has another card. */
async function failing(card: string) {
  const time = await shop.clock(START);
  const customer = await time.customer();
  const { id } = await shop.stripe.subscriptions.create({ customer, items: [{ price: shop.pro.monthly }] });
  await useCard(shop, customer, card);
  await time.advance(RENEWAL);
  const latest = async () => {
    const [invoice] = (await invoicesOf(shop, id)).slice(-1);
    if (!invoice) throw new Error('There is no invoice.');
    return invoice;
  };
  return { time, customer, id, latest };
}

async function endingWith(after_retries: string): Promise<void> {
  await shop.harness.control('POST', `/billing_settings?account=${SECRET.slice('sk_test_'.length)}`, {
    after_retries,
  });
}

describe('a renewal that cannot be charged', () => {
  it('has the events of sequence 6 in events.md (order inferred)', async () => {
    const { time, id, latest } = await failing('pm_card_chargeCustomerFail');
    const events = await time.advance(ATTEMPT);
    expect(typesIn(events, ...PAYMENT)).toEqual([
      'invoice.finalized',
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
      'customer.subscription.updated',
    ]);
    const failed = events.find((event) => event.type === 'invoice.payment_failed')?.data.object;
    const expected = {
      status: 'open',
      attempted: true,
      attempt_count: 1,
      auto_advance: true,
      next_payment_attempt: ATTEMPT + DAY,
    };
    expect(failed).toMatchObject(expected);
    expect(await latest()).toMatchObject(expected);
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' });
  });

  it('recovers with the events of sequence 6 when a retry succeeds', async () => {
    const { time, customer, id, latest } = await failing('pm_card_chargeCustomerFail');
    await time.advance(ATTEMPT);
    await useCard(shop, customer, 'pm_card_visa');
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' });
    const events = await time.advance(ATTEMPT + DAY);
    expect(typesIn(events, ...PAYMENT)).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
    ]);
    expect(await latest()).toMatchObject({ status: 'paid', attempt_count: 2, next_payment_attempt: null });
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' });
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ delinquent: false });
  });

  it('is tried eight more times in two weeks', async () => {
    const { time, customer } = await failing('pm_card_chargeCustomerFail');
    const events = await time.advance(ATTEMPT + 20 * DAY);
    expect(typesIn(events, 'charge.failed')).toHaveLength(9);
    const counts = events
      .filter((event) => event.type === 'invoice.payment_failed')
      .map((event) => event.data.object)
      .map(({ attempt_count, next_payment_attempt }) => [
        attempt_count,
        next_payment_attempt === null ? null : (next_payment_attempt - ATTEMPT) / DAY,
      ]);
    expect(counts).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 5],
      [5, 7],
      [6, 9],
      [7, 11],
      [8, 14],
      [9, null],
    ]);
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ delinquent: true });
  });

  it('is not charged again after a hard decline until there is another card, though the schedule goes on', async () => {
    const { time, customer, latest } = await failing('pm_card_chargeCustomerFail');
    const { data } = await shop.stripe.paymentMethods.list({ customer });
    expect(data).not.toHaveLength(0);
    await shop.stripe.customers.update(customer, { invoice_settings: { default_payment_method: '' } });
    await time.advance(ATTEMPT);
    expect(await latest()).toMatchObject({ status: 'open', attempt_count: 1 });
    const quiet = await time.advance(ATTEMPT + 2 * DAY);
    expect(typesIn(quiet, ...PAYMENT)).toEqual([]);
    expect(await latest()).toMatchObject({ attempt_count: 3, next_payment_attempt: ATTEMPT + 3 * DAY });
    await useCard(shop, customer, 'pm_card_visa');
    await time.advance(ATTEMPT + 3 * DAY);
    expect(await latest()).toMatchObject({ status: 'paid', attempt_count: 4 });
  });

  it('asks for the buyer where the bank wants to see them, and does not try that card again', async () => {
    const { time, latest } = await failing('pm_card_authenticationRequired');
    const events = await time.advance(ATTEMPT);
    expect(typesIn(events, ...PAYMENT)).toEqual([
      'invoice.finalized',
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
      'invoice.payment_action_required',
      'customer.subscription.updated',
    ]);
    const later = await time.advance(ATTEMPT + 3 * DAY);
    expect(typesIn(later, 'charge.failed')).toEqual([]);
    expect(await latest()).toMatchObject({ status: 'open', attempt_count: 4 });
  });

  it('is in order again when its invoice is written off (seen at Stripe) or voided (inferred)', async () => {
    const { invoices, subscriptions } = shop.stripe;
    for (const close of ['markUncollectible', 'voidInvoice'] as const) {
      const { time, id, latest } = await failing('pm_card_chargeCustomerFail');
      await time.advance(ATTEMPT);
      expect((await subscriptions.retrieve(id)).status).toBe('past_due');
      const closed = await invoices[close]((await latest()).id ?? '');
      const details = close === 'voidInvoice' ? undefined : { uncollectible: { reason: 'user_forgiven' } };
      expect(closed.status_details).toEqual(details);
      expect((await subscriptions.retrieve(id)).status).toBe('active');
    }
  });

  it('recovers at once when its invoice is paid by hand', async () => {
    const { time, customer, id, latest } = await failing('pm_card_chargeCustomerFail');
    await time.advance(ATTEMPT);
    const method = await useCard(shop, customer, 'pm_card_visa');
    const { id: invoice } = await latest();
    const paid = await shop.stripe.invoices.pay(invoice, { payment_method: method });
    expect(paid).toMatchObject({ status: 'paid', attempt_count: 1 });
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' });
  });
});

describe('the end of the retries', () => {
  it('cancels the subscription by default', async () => {
    const { time, id, latest } = await failing('pm_card_chargeCustomerFail');
    const events = await time.advance(ATTEMPT + 14 * DAY);
    expect(typesIn(events, ...PAYMENT).at(-1)).toBe('customer.subscription.deleted');
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'canceled',
      ended_at: ATTEMPT + 14 * DAY,
      canceled_at: ATTEMPT + 14 * DAY,
      cancellation_details: { reason: 'payment_failed' },
    });
    expect(await latest()).toMatchObject({ status: 'open', auto_advance: false, next_payment_attempt: null });
  });

  it('leaves the subscription unpaid where the settings say so, with drafts until an invoice is paid', async () => {
    await endingWith('unpaid');
    const { time, customer, id, latest } = await failing('pm_card_chargeCustomerFail');
    const events = await time.advance(ATTEMPT + 14 * DAY);
    expect(typesIn(events, ...PAYMENT).at(-1)).toBe('customer.subscription.updated');
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'unpaid' });
    await time.advance(utc(2026, 3, 16, 9));
    const draft = await latest();
    expect(draft).toMatchObject({ status: 'draft', auto_advance: false, created: utc(2026, 3, 15, 9) });
    const method = await useCard(shop, customer, 'pm_card_visa');
    await shop.stripe.invoices.pay(draft.id, { payment_method: method });
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' });
    await endingWith('cancel');
  });

  it('leaves the subscription past due where the settings say so', async () => {
    await endingWith('past_due');
    const { time, id } = await failing('pm_card_chargeCustomerFail');
    await time.advance(ATTEMPT + 15 * DAY);
    expect(await shop.stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' });
    await endingWith('cancel');
  });
});
