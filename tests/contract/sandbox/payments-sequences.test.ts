import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Harness, startHarness } from './kernel-harness';
import { newAccount } from './payments-account';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('sequences of events', () => {
  it('events.md 3: a payment that wants 3-D Secure (seen at Stripe)', async () => {
    const account = newAccount(harness);
    const intent = await account.pay('pm_card_authenticationRequired');
    expect(new Set(await account.eventTypes())).toEqual(
      new Set(['payment_intent.created', 'payment_intent.requires_action']),
    );
    await account.answer(intent, 'succeed');
    expect((await account.eventTypes()).slice(2)).toEqual([
      'payment_intent.succeeded',
      'charge.succeeded',
      'charge.updated',
    ]);
  });

  it('events.md 3: the challenge is failed (code inferred)', async () => {
    const account = newAccount(harness);
    const intent = await account.pay('pm_card_authenticationRequired');
    await account.answer(intent, 'fail');
    expect((await account.eventTypes()).slice(2)).toEqual(['payment_intent.payment_failed']);
    const [failed] = await account.eventsOf('payment_intent.payment_failed');
    expect(failed?.data.object).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
  });

  it('events.md 9: a refund (seen at Stripe)', async () => {
    const account = newAccount(harness);
    const intent = await account.pay('pm_card_visa');
    await account.stripe.refunds.create({ payment_intent: intent.id });
    expect((await account.eventTypes()).slice(-4)).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.updated',
      'charge.refund.updated',
    ]);
    const [refunded] = await account.eventsOf('charge.refunded');
    expect(refunded?.data.previous_attributes).toEqual({ amount_refunded: 0, refunded: false });
  });

  it('events.md 9: a refund that is pending, then succeeds (by the documentation)', async () => {
    const account = newAccount(harness);
    const intent = await account.pay('pm_card_pendingRefund');
    const refund = await account.stripe.refunds.create({ payment_intent: intent.id });
    expect(refund.status).toBe('pending');
    const count = async () => (await account.eventsOf('refund.updated')).length;
    await eventually(async () => (await count()) === 2, 'refund.updated once more');
    const [, settled] = await account.eventsOf('refund.updated');
    expect(settled?.data.object).toMatchObject({ id: refund.id, status: 'succeeded' });
    expect(settled?.data.previous_attributes).toMatchObject({ status: 'pending' });
  });

  it('events.md 9: a refund that succeeds, then fails (by the documentation)', async () => {
    const account = newAccount(harness);
    const intent = await account.pay('pm_card_refundFail');
    const refund = await account.stripe.refunds.create({ payment_intent: intent.id });
    expect(refund.status).toBe('succeeded');
    await eventually(async () => (await account.eventsOf('refund.failed')).length === 1, 'refund.failed');
    const [failed] = await account.eventsOf('refund.failed');
    expect(failed?.data.object).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
    });
  });

  it('events.md 10: a dispute that is won (order inferred)', async () => {
    const account = newAccount(harness);
    await account.pay('pm_card_createDispute');
    expect((await account.eventTypes()).slice(-3)).toEqual([
      'charge.updated',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
    ]);
    const [dispute] = (await account.stripe.disputes.list()).data;
    await account.stripe.disputes.update(dispute?.id ?? '', {
      evidence: { uncategorized_text: 'winning_evidence' },
    });
    const closed = async () => (await account.eventsOf('charge.dispute.funds_reinstated')).length === 1;
    await eventually(closed, 'the money comes back');
    expect((await account.eventTypes()).slice(-3)).toEqual([
      'charge.dispute.updated',
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
    ]);
    const [updated] = await account.eventsOf('charge.dispute.updated');
    expect(updated?.data.object).toMatchObject({ status: 'under_review' });
    expect(updated?.data.previous_attributes).toMatchObject({ status: 'needs_response' });
  });

  it('events.md 10: an inquiry takes no money (order inferred)', async () => {
    const account = newAccount(harness);
    await account.pay('pm_card_createDisputeInquiry');
    const types = await account.eventTypes();
    expect(types.at(-1)).toBe('charge.dispute.created');
    expect(types).not.toContain('charge.dispute.funds_withdrawn');
  });
});
