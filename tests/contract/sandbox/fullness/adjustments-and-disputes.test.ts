import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, refusalOf } from '../kernel-harness';
import { openStage, type Stage } from './stage';

let stage: Stage;
let stripe: Stripe;
beforeAll(async () => {
  stage = await openStage();
  stripe = stage.stripe;
});
afterAll(() => stage.close());

const CONFIRMED = { confirm: true, return_url: 'https://example.com/back' } as const;

describe('what is filled in', () => {
  it('a dispute that waits for an answer', async () => {
    const paid = { amount: 1000, currency: 'usd', payment_method: 'pm_card_createDispute', ...CONFIRMED };
    const { id } = await stripe.paymentIntents.create(paid);
    const disputes = async () => (await stripe.disputes.list({ payment_intent: id })).data;
    await eventually(async () => (await disputes()).length === 1, 'the dispute is there');
    for (const dispute of await disputes()) {
      stage.fits(dispute, 'any');
      stage.fits(dispute, 'waiting for an answer');
    }
  });

  it('a warning of fraud, before and after the refund', async () => {
    const paid = {
      amount: 1000,
      currency: 'usd',
      payment_method: 'pm_card_createIssuerFraudRecord',
      ...CONFIRMED,
    };
    const { id } = await stripe.paymentIntents.create(paid);
    const warnings = async () =>
      (await stripe.radar.earlyFraudWarnings.list({ payment_intent: id, expand: ['data.charge'] })).data;
    await eventually(async () => (await warnings()).length === 1, 'the warning is there');
    const [warning] = await warnings();
    if (!warning) throw new Error('There is no warning.');
    stage.fits(warning, 'any');
    expect(warning).toMatchObject({ actionable: true, charge: { object: 'charge', payment_intent: id } });
    await stripe.refunds.create({ payment_intent: id });
    const settled = await stripe.radar.earlyFraudWarnings.retrieve(warning.id);
    stage.fits(settled, 'any');
    expect(settled.actionable).toBe(false);
  });

  it('attempts to set a card up: succeeded, failed', async () => {
    const attemptOf = async (setup_intent: string) => {
      const [attempt] = (await stripe.setupAttempts.list({ setup_intent })).data;
      if (!attempt) throw new Error('There was no attempt.');
      return attempt;
    };
    const good = await stripe.setupIntents.create({ payment_method: 'pm_card_visa', ...CONFIRMED });
    stage.fits(await attemptOf(good.id), 'succeeded');
    const bad = await stripe.setupIntents.create({});
    const payment_method = 'pm_card_visa_chargeDeclined';
    const { return_url } = CONFIRMED;
    await refusalOf(stripe.setupIntents.confirm(bad.id, { payment_method, return_url }));
    stage.fits(await attemptOf(bad.id), 'failed');
  });

  it('a refund that fails after a while', async () => {
    const payment_method = 'pm_card_refundFail';
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      payment_method,
      ...CONFIRMED,
    });
    const { id } = await stripe.refunds.create({ payment_intent: intent.id });
    stage.wait(86_400);
    const failed = async () => stripe.refunds.retrieve(id);
    await eventually(async () => (await failed()).status === 'failed', 'the refund has failed');
    stage.fits(await failed(), 'failed');
  });

  it('credit notes: issued, void', async () => {
    const { id: customer } = await stage.buyer();
    const { latest_invoice: invoice } = await stripe.subscriptions.create({
      customer,
      items: [{ price: stage.pro.monthly }],
    });
    const credit = { invoice: String(invoice), amount: 500, credit_amount: 500 };
    stage.fits(await stripe.creditNotes.create(credit), 'issued');
    const { data } = await stripe.customers.listBalanceTransactions(customer);
    expect(data).toHaveLength(1);
    for (const transaction of data) stage.fits(transaction, 'any');
    const { invoice: open } = await stage.waiting();
    const note = await stripe.creditNotes.create({ invoice: open.id ?? '', amount: 500 });
    stage.fits(await stripe.creditNotes.voidCreditNote(note.id), 'void');
  });

  it('an invoice item', async () => {
    const { id: customer } = await stage.buyer();
    const item = await stripe.invoiceItems.create({ customer, amount: 500, currency: 'usd' });
    stage.fits(item, 'any');
  });

  it('webhook endpoints', async () => {
    const url = 'https://example.com/hook';
    stage.fits(await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] }), 'any');
  });
});
