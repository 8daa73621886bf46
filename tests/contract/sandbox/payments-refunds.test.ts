import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Harness, refusalOf, startHarness } from './kernel-harness';

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
    const failed = await stripe.refunds.create({ payment_intent: intent.id });
    const after = await stripe.refunds.retrieve(failed.id);
    expect(after).toMatchObject({ status: 'failed', failure_reason: 'expired_or_canceled_card' });
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge).toMatchObject({ refunded: false, amount_refunded: 0 });
  });
});
