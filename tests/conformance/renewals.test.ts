import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { cardCustomer, describeResource, monthlyPrice, onClock, stripe } from './harness';

const START = Date.UTC(2027, 0, 31, 9) / 1000;
const RENEWAL = Date.UTC(2027, 1, 28, 9) / 1000;
const HOUR = 3600;

async function subscribed(extra: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const { clock, advance } = await onClock(START);
  const customer = await cardCustomer('pm_card_visa', { test_clock: clock.id });
  const price = await monthlyPrice(2000);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    ...extra,
  });
  const latest = async () => {
    const { data } = await stripe.invoices.list({ subscription: subscription.id, limit: 1 });
    const [invoice] = data;
    if (!invoice) throw new Error('There is no invoice.');
    return invoice;
  };
  return { advance, customer, subscription, latest };
}

describeResource('renewals', () => {
  it('begin the next period at the end of the month, and make a draft', async () => {
    const { advance, subscription, latest } = await subscribed();
    await advance(RENEWAL + 60);
    const renewed = await stripe.subscriptions.retrieve(subscription.id);
    expect(renewed.status).toBe('active');
    expect(renewed.items.data[0]).toMatchObject({
      current_period_start: RENEWAL,
      current_period_end: Date.UTC(2027, 2, 31, 9) / 1000,
    });
    expect(await latest()).toMatchObject({
      status: 'draft',
      billing_reason: 'subscription_cycle',
      auto_advance: true,
      total: 2000,
    });
  });

  it('are paid once the draft is finalized', async () => {
    const { advance, subscription, latest } = await subscribed();
    await advance(RENEWAL + 2 * HOUR);
    const invoice = await latest();
    expect(invoice).toMatchObject({
      status: 'paid',
      amount_paid: 2000,
      amount_remaining: 0,
      attempted: true,
      attempt_count: 1,
      next_payment_attempt: null,
    });
    expect(invoice.lines.data[0]?.period.start).toBe(RENEWAL);
    const renewed = await stripe.subscriptions.retrieve(subscription.id);
    expect(renewed).toMatchObject({ status: 'active', latest_invoice: invoice.id });
  });

  it('take off a coupon for once only once', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'once' });
    const { advance, latest } = await subscribed({ discounts: [{ coupon: coupon.id }] });
    expect(await latest()).toMatchObject({ total: 1000 });
    await advance(RENEWAL + 2 * HOUR);
    expect(await latest()).toMatchObject({ total: 2000 });
  });

  it('use the balance of the customer', async () => {
    const { advance, customer, latest } = await subscribed();
    await stripe.customers.update(customer.id, { balance: -300 });
    await advance(RENEWAL + 2 * HOUR);
    expect(await latest()).toMatchObject({
      total: 2000,
      starting_balance: -300,
      ending_balance: 0,
      amount_paid: 1700,
    });
  });

  it('bill pending invoice items', async () => {
    const { advance, customer, latest } = await subscribed();
    await stripe.invoiceItems.create({ customer: customer.id, amount: 500, currency: 'usd' });
    await advance(RENEWAL + 2 * HOUR);
    expect(await latest()).toMatchObject({ status: 'paid', total: 2500 });
  });

  it('do not come after a cancellation at the end of the period', async () => {
    const { advance, subscription } = await subscribed();
    const asked = await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect(asked).toMatchObject({ status: 'active', cancel_at: RENEWAL });
    await advance(RENEWAL + 2 * HOUR);
    const ended = await stripe.subscriptions.retrieve(subscription.id);
    expect(ended).toMatchObject({ status: 'canceled', ended_at: RENEWAL });
    const { data } = await stripe.invoices.list({ subscription: subscription.id });
    expect(data).toHaveLength(1);
  });
});
