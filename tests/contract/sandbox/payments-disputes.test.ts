import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Harness, refusalOf, startHarness } from './kernel-harness';
import { type Account, netBalance, newAccount } from './payments-account';

let harness: Harness;
let ahead = 0;
beforeAll(async () => {
  harness = await startHarness({ clock: { milliseconds: () => Date.now() + ahead } });
});
afterAll(() => harness.close());

async function disputed(
  card: string,
): Promise<{ account: Account; dispute: Stripe.Dispute; charge: string }> {
  const account = newAccount(harness);
  const intent = await account.pay(card);
  const charge = String(intent.latest_charge);
  const [dispute] = (await account.stripe.disputes.list({ charge })).data;
  if (!dispute) throw new Error('The charge was not disputed.');
  return { account, dispute, charge };
}

function submit(account: Account, dispute: Stripe.Dispute, text: string): Promise<Stripe.Dispute> {
  return account.stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: text } });
}

async function decided(account: Account, dispute: Stripe.Dispute, status: string): Promise<Stripe.Dispute> {
  const now = () => account.stripe.disputes.retrieve(dispute.id);
  await eventually(async () => (await now()).status === status, `the dispute is ${status}`);
  return now();
}

describe('disputes', () => {
  it.each([
    ['pm_card_createDispute', 'fraudulent', 'needs_response'],
    ['pm_card_createDisputeProductNotReceived', 'product_not_received', 'needs_response'],
    ['pm_card_createDisputeInquiry', 'fraudulent', 'warning_needs_response'],
  ])('%s is disputed once it is paid: %s', async (card, reason, status) => {
    const { account, dispute, charge } = await disputed(card);
    expect(dispute).toMatchObject({ reason, status, amount: 1000, currency: 'usd', charge });
    expect(dispute.evidence_details).toMatchObject({ has_evidence: false, submission_count: 0 });
    expect(dispute.evidence_details.due_by).toBeGreaterThan(dispute.created);
    const inquiry = status.startsWith('warning');
    expect(dispute.is_charge_refundable).toBe(inquiry);
    expect(dispute.payment_method_details?.card?.case_type).toBe(inquiry ? 'inquiry' : 'chargeback');
    expect(dispute.balance_transactions).toHaveLength(inquiry ? 0 : 1);
    expect((await account.stripe.charges.retrieve(charge)).disputed).toBe(true);
  });

  it('take the money and a fee', async () => {
    const { account, dispute } = await disputed('pm_card_createDispute');
    const [withdrawal] = dispute.balance_transactions;
    expect(withdrawal).toMatchObject({ amount: -1000, fee: 1500, net: -2500, source: dispute.id });
    expect(withdrawal).toMatchObject({ type: 'adjustment', reporting_category: 'dispute' });
    expect(await netBalance(account.stripe)).toBe(1000 - 59 - 2500);
  });

  it('may come in number', async () => {
    const { account, charge } = await disputed('pm_card_createMultipleDisputes');
    const { data } = await account.stripe.disputes.list({ charge });
    expect(data).toHaveLength(2);
    expect(data.reduce((sum, dispute) => sum + dispute.amount, 0)).toBe(1000);
  });

  it('stage evidence first and submit it once', async () => {
    const { account, dispute } = await disputed('pm_card_createDispute');
    const staged = await account.stripe.disputes.update(dispute.id, {
      evidence: { product_description: 'A year of Pro' },
      metadata: { ticket: '7' },
      submit: false,
    });
    expect(staged).toMatchObject({
      status: 'needs_response',
      metadata: { ticket: '7' },
      evidence: { product_description: 'A year of Pro' },
      evidence_details: { has_evidence: true, submission_count: 0, submission_method: 'not_submitted' },
    });
    const sent = await account.stripe.disputes.update(dispute.id, { submit: true });
    expect(sent).toMatchObject({
      status: 'under_review',
      evidence_details: { submission_count: 1, submission_method: 'manual' },
    });
    const again = await refusalOf(submit(account, dispute, 'more'));
    expect(again).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
    const noted = await account.stripe.disputes.update(dispute.id, { metadata: { ticket: '8' } });
    expect(noted.metadata).toEqual({ ticket: '8' });
  });

  it('won bring back the money and the fee, and the charge can be refunded again', async () => {
    const { account, dispute, charge } = await disputed('pm_card_createDispute');
    const refused = await refusalOf(account.stripe.refunds.create({ charge }));
    expect(refused).toMatchObject({ statusCode: 400, code: 'charge_disputed' });
    expect((await submit(account, dispute, 'winning_evidence')).status).toBe('under_review');
    const won = await decided(account, dispute, 'won');
    expect(won.balance_transactions.map((entry) => entry.net)).toEqual([-2500, 2500]);
    expect(await netBalance(account.stripe)).toBe(1000 - 59);
    expect((await account.stripe.refunds.create({ charge })).status).toBe('succeeded');
  });

  it('lost keep the money away, and the charge from being refunded', async () => {
    const { account, dispute, charge } = await disputed('pm_card_createDispute');
    await submit(account, dispute, 'losing_evidence');
    const lost = await decided(account, dispute, 'lost');
    expect(lost.balance_transactions).toHaveLength(1);
    expect(await refusalOf(account.stripe.refunds.create({ charge }))).toMatchObject({
      code: 'charge_disputed',
    });
    expect(await refusalOf(account.stripe.disputes.close(dispute.id))).toMatchObject({ statusCode: 400 });
  });

  it('accepted are lost at once', async () => {
    const { account, dispute } = await disputed('pm_card_createDispute');
    expect((await account.stripe.disputes.close(dispute.id)).status).toBe('lost');
    expect(await account.eventTypes()).toContain('charge.dispute.closed');
  });

  it('not answered in time are lost', async () => {
    const { account, dispute } = await disputed('pm_card_createDispute');
    ahead += 12 * 24 * 3600 * 1000;
    const lost = await decided(account, dispute, 'lost');
    expect(lost.evidence_details).toMatchObject({ past_due: false, submission_count: 0 });
  });

  it('that were inquiries end without a loss, or become disputes', async () => {
    const calm = await disputed('pm_card_createDisputeInquiry');
    expect((await submit(calm.account, calm.dispute, 'winning_evidence')).status).toBe(
      'warning_under_review',
    );
    expect((await decided(calm.account, calm.dispute, 'warning_closed')).balance_transactions).toEqual([]);
    const { account, dispute } = await disputed('pm_card_createDisputeInquiry');
    await submit(account, dispute, 'escalate_inquiry_evidence');
    const escalated = await decided(account, dispute, 'needs_response');
    expect(escalated.payment_method_details?.card?.case_type).toBe('chargeback');
    expect(escalated.balance_transactions).toHaveLength(1);
    expect((await account.eventTypes()).at(-1)).toBe('charge.dispute.funds_withdrawn');
  });

  it('refuse evidence that is a file, by name', async () => {
    const { account, dispute } = await disputed('pm_card_createDispute');
    const error = await refusalOf(
      account.stripe.disputes.update(dispute.id, { evidence: { receipt: 'file_1' } }),
    );
    expect(error).toMatchObject({ statusCode: 400, param: 'evidence[receipt]' });
  });
});

describe('early fraud warnings', () => {
  it('come after the charge and are settled by its refund', async () => {
    const account = newAccount(harness);
    const intent = await account.pay('pm_card_createIssuerFraudRecord');
    const charge = String(intent.latest_charge);
    const [warning] = (await account.stripe.radar.earlyFraudWarnings.list({ charge })).data;
    expect(warning).toMatchObject({
      actionable: true,
      charge,
      payment_intent: intent.id,
      fraud_type: 'misc',
    });
    expect((await account.eventTypes()).at(-1)).toBe('radar.early_fraud_warning.created');
    await account.stripe.refunds.create({ charge });
    const settled = await account.stripe.radar.earlyFraudWarnings.retrieve(warning?.id ?? '');
    expect(settled.actionable).toBe(false);
    expect(await account.eventTypes()).toContain('radar.early_fraud_warning.updated');
  });
});
