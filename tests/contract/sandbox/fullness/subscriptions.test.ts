import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECRET } from '../kernel-harness';
import { openStage, type Stage } from './stage';

let stage: Stage;
let stripe: Stripe;
beforeAll(async () => {
  stage = await openStage();
  stripe = stage.stripe;
});
afterAll(() => stage.close());

const DAY = 86_400;

async function subscribe(extra: Partial<Stripe.SubscriptionCreateParams> = {}, card = 'pm_card_visa') {
  const { id } = await stage.buyer(card);
  return stripe.subscriptions.create({ customer: id, items: [{ price: stage.pro.monthly }], ...extra });
}

/** A subscription on a test clock, with a way to let time pass. */
async function onClock(extra: Partial<Stripe.SubscriptionCreateParams>, card: string | null) {
  const start = 1_800_000_000;
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start });
  const customer = await stripe.customers.create({ test_clock: clock.id });
  if (card !== null) {
    const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
  }
  const items = [{ price: stage.pro.monthly }];
  const { id } = await stripe.subscriptions.create({ customer: customer.id, items, ...extra });
  return async (seconds: number) => {
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: start + seconds });
    await expect
      .poll(async () => (await stripe.testHelpers.testClocks.retrieve(clock.id)).status, { timeout: 15_000 })
      .toBe('ready');
    return stripe.subscriptions.retrieve(id);
  };
}

describe('what a subscription holds when it', () => {
  it('waits for its first payment', async () => {
    const { subscription } = await stage.waiting();
    stage.fits(await stripe.subscriptions.retrieve(subscription.id), 'incomplete');
  });

  it('is active', async () => {
    const subscription = await subscribe();
    stage.fits(subscription, 'any');
    stage.fits(subscription, 'active or past due');
    for (const item of subscription.items.data) stage.fits(item, 'licensed');
  });

  it('is in its trial', async () => {
    stage.fits(await subscribe({ trial_period_days: 14 }), 'trialing');
  });

  it('is to be canceled at the end of the period, and was canceled', async () => {
    const { id } = await subscribe();
    const ending = await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    stage.fits(ending, 'to be canceled at the end of the period');
    expect(ending.cancel_at).toBe(ending.items.data[0]?.current_period_end);
    const canceled = await stripe.subscriptions.cancel(id);
    stage.fits(canceled, 'canceled');
    expect(canceled.cancellation_details?.reason).toBe('cancellation_requested');
  });

  it('is past due', async () => {
    const later = await onClock({ trial_period_days: 3 }, 'pm_card_chargeCustomerFail');
    const subscription = await later(4 * DAY);
    expect(subscription.status).toBe('past_due');
    stage.fits(subscription, 'active or past due');
  });

  it('is unpaid after the last retry', async () => {
    const account = SECRET.slice('sk_test_'.length);
    const settings = `/billing_settings?account=${account}`;
    await stage.harness.control('POST', settings, { after_retries: 'unpaid' });
    const later = await onClock({ trial_period_days: 3 }, 'pm_card_chargeCustomerFail');
    const subscription = await later(20 * DAY);
    await stage.harness.control('POST', settings, { after_retries: 'cancel' });
    expect(subscription.status).toBe('unpaid');
    stage.fits(subscription, 'active or past due');
    stage.fits(subscription, 'with a payment that is due or failed');
  });

  it('is paused by the end of a trial without a card, and by a request', async () => {
    const trial_settings = { end_behavior: { missing_payment_method: 'pause' } } as const;
    const later = await onClock({ trial_period_days: 3, trial_settings }, null);
    const ended = await later(4 * DAY);
    stage.fits(ended, 'paused');
    expect(ended.status_details?.paused.subscription.type).toBe('trial_end_without_payment_method');
    const { id } = await subscribe();
    stage.fits(await stripe.subscriptions.pause(id, { type: 'subscription' }), 'paused');
  });

  it('was never paid for in time', async () => {
    const later = await onClock({ payment_behavior: 'default_incomplete' }, null);
    stage.fits(await later(DAY), 'incomplete_expired');
  });
});
