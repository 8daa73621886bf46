import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Harness, refusalOf, startHarness } from './kernel-harness';
import { newAccount } from './payments-account';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const NEVER = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const;
const VISA = { payment_method: 'pm_card_visa', confirm: true, ...NEVER } as const;

describe('refunds', () => {
  it('give back in parts until nothing is left', async () => {
    const { stripe } = harness;
    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd', ...VISA });
    const part = await stripe.refunds.create({ payment_intent: intent.id, amount: 400, reason: 'duplicate' });
    expect(part).toMatchObject({
      status: 'succeeded',
      amount: 400,
      reason: 'duplicate',
      payment_intent: intent.id,
    });
    const more = await refusalOf(stripe.refunds.create({ payment_intent: intent.id, amount: 700 }));
    expect(more.message).toContain('is greater than unrefunded amount on charge');
    await stripe.refunds.create({ charge: String(intent.latest_charge) });
    const charge = await stripe.charges.retrieve(String(intent.latest_charge), { expand: ['refunds'] });
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 1000 });
    expect(charge.refunds?.data.map((refund) => refund.amount)).toEqual([600, 400]);
    const again = await refusalOf(stripe.refunds.create({ payment_intent: intent.id }));
    expect(again.code).toBe('charge_already_refunded');
    expect((await stripe.refunds.list({ payment_intent: intent.id })).data).toHaveLength(2);
  });

  it('can be pending, or fail and bring the money back', async () => {
    const { stripe } = harness;
    const pay = (payment_method: string) =>
      stripe.paymentIntents.create({ amount: 1000, currency: 'usd', ...VISA, payment_method });
    const pending = await stripe.refunds.create({ payment_intent: (await pay('pm_card_pendingRefund')).id });
    expect(pending.status).toBe('pending');
    const settled = async () => (await stripe.refunds.retrieve(pending.id)).status === 'succeeded';
    await eventually(settled, 'the pending refund settles');
    const intent = await pay('pm_card_refundFail');
    const failing = await stripe.refunds.create({ payment_intent: intent.id });
    expect(failing.status).toBe('succeeded');
    const failed = async () => (await stripe.refunds.retrieve(failing.id)).status === 'failed';
    await eventually(failed, 'the refund fails');
    const after = await stripe.refunds.retrieve(failing.id);
    expect(after.failure_reason).toBe('expired_or_canceled_card');
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge).toMatchObject({ refunded: false, amount_refunded: 0 });
  });

  it('that are pending were so from the first event on', async () => {
    const { stripe, pay, eventsOf } = newAccount(harness);
    const intent = await pay('pm_card_pendingRefund');
    await stripe.refunds.create({ payment_intent: intent.id });
    const [created] = await eventsOf('refund.created');
    expect(created?.data.object).toMatchObject({ status: 'pending', pending_reason: 'processing' });
    const [updated] = await eventsOf('refund.updated');
    expect(updated?.data.previous_attributes).not.toHaveProperty('status');
  });

  it('of an invoice leave it paid, and its charge refunded', async () => {
    const { stripe } = newAccount(harness);
    const { id: customer } = await stripe.customers.create({});
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price: await monthly(stripe) }],
      default_payment_method: method.id,
      expand: ['latest_invoice.payments'],
    });
    const invoice = subscription.latest_invoice;
    if (invoice === null || typeof invoice === 'string') throw new Error('latest_invoice was not expanded.');
    const intent = invoice.payments?.data[0]?.payment.payment_intent;
    const refund = await stripe.refunds.create({ payment_intent: String(intent) });
    expect(refund).toMatchObject({ amount: 2000, status: 'succeeded' });
    expect((await stripe.invoices.retrieve(invoice.id ?? '')).status).toBe('paid');
    const charge = await stripe.charges.retrieve(String(refund.charge));
    expect(charge).toMatchObject({ customer, refunded: true });
  });

  it('go by the real clock where the customer lives on a test clock', async () => {
    const { pay, stripe } = newAccount(harness);
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: 1_600_000_000 });
    const { id: customer } = await stripe.customers.create({ test_clock: clock.id });
    const intent = await pay('pm_card_pendingRefund', { customer });
    expect(intent.created).toBeGreaterThan(1_700_000_000);
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    const settled = async () => (await stripe.refunds.retrieve(refund.id)).status === 'succeeded';
    await eventually(settled, 'the pending refund settles');
  });
});

describe('an invoice that is paid while its buyer is away', () => {
  it('is declined where the bank wants to see the buyer', async () => {
    const { stripe } = newAccount(harness);
    const { id: customer } = await stripe.customers.create({});
    const method = await stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer });
    const { latest_invoice } = await stripe.subscriptions.create({
      customer,
      items: [{ price: await monthly(stripe) }],
      payment_behavior: 'default_incomplete',
    });
    const error = await refusalOf(stripe.invoices.pay(String(latest_invoice), { payment_method: method.id }));
    expect(error).toMatchObject({
      statusCode: 402,
      code: 'authentication_required',
      decline_code: 'authentication_required',
    });
  });
});

async function monthly(stripe: Stripe): Promise<string> {
  const price = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 2000,
    recurring: { interval: 'month' },
    product_data: { name: 'Pro' },
  });
  return price.id;
}
