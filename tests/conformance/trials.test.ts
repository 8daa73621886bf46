import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { anyCustomer, cardCustomer, describeResource, monthlyPrice, onClock, stripe } from './harness';

const START = Date.UTC(2027, 0, 10, 9) / 1000;
const DAY = 86_400;
const END = START + 7 * DAY;
const HOUR = 3600;

async function trying(card: boolean, extra: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const { clock, advance } = await onClock(START);
  const place = { test_clock: clock.id };
  const customer = card ? await cardCustomer('pm_card_visa', place) : await anyCustomer(place);
  const price = await monthlyPrice(1500);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    trial_period_days: 7,
    ...extra,
  });
  return { advance, customer, subscription };
}

const withoutCard = (missing_payment_method: 'cancel' | 'pause') => ({
  trial_settings: { end_behavior: { missing_payment_method } },
});

describeResource('trials', () => {
  it('begin with an invoice of nothing that is paid', async () => {
    const { subscription } = await trying(true);
    expect(subscription).toMatchObject({ status: 'trialing', trial_start: START, trial_end: END });
    const { data } = await stripe.invoices.list({ subscription: subscription.id });
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({ status: 'paid', total: 0, billing_reason: 'subscription_create' });
  });

  it('end in an active subscription whose cycle begins then', async () => {
    const { advance, subscription } = await trying(true);
    await advance(END + 60);
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      status: 'active',
      billing_cycle_anchor: END,
    });
    await advance(END + 2 * HOUR);
    const { data } = await stripe.invoices.list({ subscription: subscription.id, limit: 1 });
    expect(data[0]).toMatchObject({
      status: 'paid',
      amount_paid: 1500,
      billing_reason: 'subscription_cycle',
    });
  });

  it('are announced to end three days before', async () => {
    const { advance, subscription } = await trying(true);
    await advance(END - 3 * DAY + 60);
    const told = async () => {
      const { data } = await stripe.events.list({ type: 'customer.subscription.trial_will_end', limit: 100 });
      return data.map((event) => ('id' in event.data.object ? event.data.object.id : null));
    };
    await expect.poll(told, { timeout: 30_000 }).toContain(subscription.id);
  });

  it('without a card cancel the subscription where that is asked for', async () => {
    const { advance, subscription } = await trying(false, withoutCard('cancel'));
    await advance(END + 60);
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'canceled' });
  });

  it('without a card pause the subscription where that is asked for, until it is resumed', async () => {
    const { advance, customer, subscription } = await trying(false, withoutCard('pause'));
    await advance(END + 60);
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'paused' });
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    await stripe.customers.update(customer.id, {
      invoice_settings: { default_payment_method: method.id },
    });
    expect(await stripe.subscriptions.resume(subscription.id)).toMatchObject({ status: 'active' });
  });
});
