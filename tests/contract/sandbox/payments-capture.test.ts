import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Harness, refusalOf, startHarness } from './kernel-harness';
import { netBalance, newAccount } from './payments-account';

let harness: Harness;
let ahead = 0;
beforeAll(async () => {
  harness = await startHarness({ clock: { milliseconds: () => Date.now() + ahead } });
});
afterAll(() => harness.close());

const MANUAL = { capture_method: 'manual' } as const;

describe('payments that are captured by hand', () => {
  it('reserve the money for a week and say so', async () => {
    const account = newAccount(harness);
    const held = await account.pay('pm_card_visa', MANUAL);
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 1000, amount_received: 0 });
    expect((await account.eventTypes()).slice(-2)).toEqual([
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
    ]);
    const charge = await account.stripe.charges.retrieve(String(held.latest_charge));
    expect(charge).toMatchObject({ captured: false, amount_captured: 0, balance_transaction: null });
    const before = charge.payment_method_details?.card?.capture_before;
    expect(before).toBe(charge.created + 7 * 24 * 3600);
    expect(await netBalance(account.stripe)).toBe(0);
  });

  it('take a part and let the rest go without a refund', async () => {
    const account = newAccount(harness);
    const held = await account.pay('pm_card_visa', MANUAL);
    const taken = await account.stripe.paymentIntents.capture(held.id, {
      amount_to_capture: 700,
      final_capture: true,
      metadata: { parcel: '1' },
    });
    expect(taken).toMatchObject({ status: 'succeeded', amount_received: 700, amount_capturable: 0 });
    expect(taken.metadata).toEqual({ parcel: '1' });
    const charge = await account.stripe.charges.retrieve(String(held.latest_charge));
    expect(charge).toMatchObject({
      captured: true,
      amount_captured: 700,
      amount_refunded: 0,
      refunded: false,
    });
    expect((await account.stripe.refunds.list()).data).toEqual([]);
    expect((await account.eventTypes()).slice(-3)).toEqual([
      'charge.captured',
      'payment_intent.succeeded',
      'charge.updated',
    ]);
    const more = await refusalOf(account.stripe.refunds.create({ payment_intent: held.id, amount: 701 }));
    expect(more.param).toBe('amount');
    await account.stripe.refunds.create({ payment_intent: held.id });
    const refunded = await account.stripe.charges.retrieve(charge.id);
    expect(refunded).toMatchObject({ amount_refunded: 700, refunded: true });
  });

  it('refuse several captures, more than there is, and a second one', async () => {
    const { pay, stripe } = newAccount(harness);
    const held = await pay('pm_card_visa', MANUAL);
    const several = stripe.paymentIntents.capture(held.id, { amount_to_capture: 1, final_capture: false });
    expect(await refusalOf(several)).toMatchObject({ statusCode: 400, param: 'final_capture' });
    const more = stripe.paymentIntents.capture(held.id, { amount_to_capture: 1001 });
    expect(await refusalOf(more)).toMatchObject({ code: 'amount_too_large', param: 'amount_to_capture' });
    await stripe.paymentIntents.capture(held.id);
    const again = await refusalOf(stripe.paymentIntents.capture(held.id));
    expect(again).toMatchObject({ code: 'payment_intent_unexpected_state' });
    expect(again.payment_intent).toMatchObject({ id: held.id, status: 'succeeded' });
  });

  it('lapse when nobody captures them in time', async () => {
    const account = newAccount(harness);
    const held = await account.pay('pm_card_visa', MANUAL);
    ahead += 7 * 24 * 3600 * 1000 + 1000;
    const now = () => account.stripe.paymentIntents.retrieve(held.id);
    await eventually(async () => (await now()).status === 'canceled', 'the authorization lapses');
    expect(await now()).toMatchObject({ cancellation_reason: 'expired', amount_capturable: 0 });
    expect((await account.eventTypes()).slice(-2)).toEqual(['charge.expired', 'payment_intent.canceled']);
  });

  it('are given back by canceling, and nothing lapses any more', async () => {
    const account = newAccount(harness);
    const held = await account.pay('pm_card_visa', MANUAL);
    const canceled = await account.stripe.paymentIntents.cancel(held.id, {
      cancellation_reason: 'requested_by_customer',
    });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'requested_by_customer' });
    const types = await account.eventTypes();
    expect(types.at(-1)).toBe('payment_intent.canceled');
    expect(types).not.toContain('charge.refunded');
  });

  it('may be asked for cards alone', async () => {
    const { pay } = newAccount(harness);
    const held = await pay('pm_card_visa', {
      payment_method_options: { card: { capture_method: 'manual' } },
    });
    expect(held).toMatchObject({ status: 'requires_capture', capture_method: 'automatic_async' });
  });

  it('are disputed only once they are captured', async () => {
    const { pay, stripe } = newAccount(harness);
    const held = await pay('pm_card_createDispute', MANUAL);
    expect((await stripe.disputes.list()).data).toEqual([]);
    await stripe.paymentIntents.capture(held.id, { amount_to_capture: 600 });
    const [dispute] = (await stripe.disputes.list({ payment_intent: held.id })).data;
    expect(dispute?.amount).toBe(600);
  });
});

describe('money', () => {
  it('in equals money out plus fees plus refunds', async () => {
    const { pay, stripe } = newAccount(harness);
    const one = await pay('pm_card_visa', { amount: 5000 });
    await stripe.refunds.create({ payment_intent: one.id, amount: 1200 });
    const two = await pay('pm_card_refundFail', { amount: 3000 });
    const failing = await stripe.refunds.create({ payment_intent: two.id });
    const failed = async () => (await stripe.refunds.retrieve(failing.id)).status === 'failed';
    await eventually(failed, 'the refund fails');
    const fees = Math.round(5000 * 0.029) + 30 + Math.round(3000 * 0.029) + 30;
    expect(await netBalance(stripe)).toBe(5000 - 1200 + 3000 - fees);
    const balance = await stripe.balance.retrieve();
    expect(balance.pending).toEqual([
      { amount: 6800 - fees, currency: 'usd', source_types: { card: 6800 - fees } },
    ]);
    expect(balance.available[0]?.amount).toBe(0);
    const { data } = await stripe.balanceTransactions.list({ type: 'refund_failure' });
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({ amount: 3000, source: failing.id });
  });

  it('of 4000000000000077 is available at once', async () => {
    const { pay, stripe } = newAccount(harness);
    await pay('pm_card_bypassPending');
    const balance = await stripe.balance.retrieve();
    expect(balance.available[0]?.amount).toBe(1000 - 59);
  });

  it('has a receipt that anybody with its address can read', async () => {
    const { pay, stripe } = newAccount(harness);
    const intent = await pay('pm_card_visa', { description: '<b>Pro</b>' });
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    const page = await fetch(charge.receipt_url ?? '');
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain('$10.00');
    expect(text).not.toContain('<b>Pro</b>');
  });
});
