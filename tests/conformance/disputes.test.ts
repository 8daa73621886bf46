import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { eventually } from './eventually';
import { describeResource, refusal, stripe } from './harness';

const NEVER = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const;

/** Pays with a card whose payments are disputed, and waits for the dispute. */
async function disputed(payment_method: string): Promise<Stripe.Dispute> {
  const price = { amount: 1000, currency: 'usd' };
  const { id } = await stripe.paymentIntents.create({ ...price, payment_method, confirm: true, ...NEVER });
  const { data } = await eventually(
    () => stripe.disputes.list({ payment_intent: id }),
    (found) => found.data.length > 0,
  );
  if (!data[0]) throw new Error('The payment was not disputed.');
  return data[0];
}

function closed(id: string): Promise<Stripe.Dispute> {
  return eventually(
    () => stripe.disputes.retrieve(id),
    ({ status }) => ['won', 'lost', 'warning_closed'].includes(status),
  );
}

describeResource('disputes', () => {
  it.each([
    ['pm_card_createDispute', 'fraudulent', 'needs_response'],
    ['pm_card_createDisputeProductNotReceived', 'product_not_received', 'needs_response'],
  ])('%s is disputed as %s', async (card, reason, status) => {
    const dispute = await disputed(card);
    expect(dispute).toMatchObject({ object: 'dispute', amount: 1000, currency: 'usd', reason, status });
    expect(dispute.evidence_details).toMatchObject({ has_evidence: false, submission_count: 0 });
    expect((await stripe.charges.retrieve(String(dispute.charge))).disputed).toBe(true);
  });

  it('begin as an inquiry when the bank only asks', async () => {
    const dispute = await disputed('pm_card_createDisputeInquiry');
    expect(dispute).toMatchObject({ status: 'warning_needs_response', is_charge_refundable: true });
    expect(dispute.balance_transactions).toEqual([]);
  });

  it('keep the charge from being refunded', async () => {
    const { charge } = await disputed('pm_card_createDispute');
    const error = await refusal(stripe.refunds.create({ charge: String(charge) }));
    expect(error).toMatchObject({ statusCode: 400, code: 'charge_disputed' });
  });

  it('are won with winning evidence, and bring the money back', async () => {
    const { id } = await disputed('pm_card_createDispute');
    const sent = await stripe.disputes.update(id, { evidence: { uncategorized_text: 'winning_evidence' } });
    expect(sent.evidence_details).toMatchObject({ has_evidence: true, submission_count: 1 });
    const won = await closed(id);
    expect(won.status).toBe('won');
    const back = await eventually(
      () => stripe.disputes.retrieve(id),
      (dispute) => dispute.balance_transactions.length === 2,
    );
    expect(back.balance_transactions.map((entry) => Math.sign(entry.amount)).sort()).toEqual([-1, 1]);
  });

  it('are lost with losing evidence', async () => {
    const { id } = await disputed('pm_card_createDispute');
    await stripe.disputes.update(id, { evidence: { uncategorized_text: 'losing_evidence' } });
    expect((await closed(id)).status).toBe('lost');
  });

  it('are lost when they are accepted', async () => {
    const { id } = await disputed('pm_card_createDispute');
    expect((await stripe.disputes.close(id)).status).toBe('lost');
    expect(await refusal(stripe.disputes.close(id))).toMatchObject({ statusCode: 400 });
  });

  it('stage evidence without submitting it', async () => {
    const { id } = await disputed('pm_card_createDispute');
    const staged = await stripe.disputes.update(id, {
      evidence: { product_description: 'A year of Pro' },
      submit: false,
    });
    expect(staged).toMatchObject({
      status: 'needs_response',
      evidence: { product_description: 'A year of Pro' },
      evidence_details: { has_evidence: true, submission_count: 0 },
    });
  });

  it('are foretold by an early fraud warning', async () => {
    const payment_method = 'pm_card_createIssuerFraudRecord';
    const price = { amount: 1000, currency: 'usd' };
    const { id } = await stripe.paymentIntents.create({ ...price, payment_method, confirm: true, ...NEVER });
    const { data } = await eventually(
      () => stripe.radar.earlyFraudWarnings.list({ payment_intent: id }),
      (found) => found.data.length > 0,
    );
    expect(data[0]).toMatchObject({ object: 'radar.early_fraud_warning', actionable: true });
  });
});
