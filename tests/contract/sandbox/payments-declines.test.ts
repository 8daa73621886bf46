import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, refusalOf, startHarness } from './kernel-harness';
import { typeCard } from './payments-typed-card';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const intentFor = (extra: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  harness.stripe.paymentIntents.create({ amount: 2000, currency: 'usd', ...extra });

const DECLINES: [number: string, token: string, code: string, decline: string | undefined][] = [
  ['4000000000000002', 'pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
  ['4000000000009995', 'pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['4000000000009987', 'pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
  ['4000000000009979', 'pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
  ['4000000000000069', 'pm_card_chargeDeclinedExpiredCard', 'expired_card', undefined],
  ['4000000000000127', 'pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', undefined],
  ['4000000000000119', 'pm_card_chargeDeclinedProcessingError', 'processing_error', undefined],
  [
    '4000000000006975',
    'pm_card_visa_chargeDeclinedVelocityLimitExceeded',
    'card_declined',
    'card_velocity_exceeded',
  ],
];

describe('cards that are declined', () => {
  it.each(DECLINES)('%s by its number', async (number, _token, code, decline) => {
    const intent = await intentFor();
    const { status, error } = await typeCard(harness, intent, number);
    expect(status).toBe(402);
    expect(error).toMatchObject({ type: 'card_error', code, param: '' });
    expect(error.decline_code).toBe(decline);
    expect(error.advice_code).toMatch(/try_again_later|do_not_try_again|confirm_card_data/);
    expect(error).toMatchObject({ payment_intent: { id: intent.id, status: 'requires_payment_method' } });
    expect(error).toMatchObject({
      payment_method: { object: 'payment_method' },
      charge: expect.stringMatching(/^ch_/),
    });
  });

  it.each(DECLINES)('%s as %s', async (_number, token, code, decline) => {
    const intent = await intentFor();
    const options = { payment_method: token, return_url: 'http://localhost/done' };
    const error = await refusalOf(harness.stripe.paymentIntents.confirm(intent.id, options));
    expect(error).toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code,
      decline_code: decline ?? '',
    });
    const after = await harness.stripe.paymentIntents.retrieve(intent.id);
    expect(after).toMatchObject({ status: 'requires_payment_method', payment_method: null });
    expect(after.last_payment_error).toMatchObject({ type: 'card_error', code, charge: error.charge });
    const charge = await harness.stripe.charges.retrieve(String(after.latest_charge));
    expect(charge).toMatchObject({ status: 'failed', paid: false, failure_code: code });
    const paid = await harness.stripe.paymentIntents.confirm(intent.id, {
      ...options,
      payment_method: 'pm_card_visa',
    });
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
  });

  it.each(DECLINES)('%s cannot be attached', async (_number, token, code) => {
    const customer = await harness.stripe.customers.create({});
    const attach = harness.stripe.paymentMethods.attach(token, { customer: customer.id });
    expect(await refusalOf(attach)).toMatchObject({ statusCode: 402, code });
    const intent = await harness.stripe.setupIntents.create({ customer: customer.id });
    const confirm = harness.stripe.setupIntents.confirm(intent.id, {
      payment_method: token,
      return_url: 'http://localhost/return',
    });
    expect(await refusalOf(confirm)).toMatchObject({
      statusCode: 402,
      code,
      setup_intent: { id: intent.id },
    });
    const after = await harness.stripe.setupIntents.retrieve(intent.id);
    expect(after).toMatchObject({ status: 'requires_payment_method', last_setup_error: { code } });
  });

  it('attaches 4000000000000341, whose every charge then fails', async () => {
    const customer = await harness.stripe.customers.create({});
    const method = await harness.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
      customer: customer.id,
    });
    expect(method.customer).toBe(customer.id);
    const off = {
      off_session: true,
      confirm: true,
      customer: customer.id,
      payment_method: method.id,
    } as const;
    expect(await refusalOf(intentFor(off))).toMatchObject({ code: 'card_declined' });
    expect(await refusalOf(intentFor(off))).toMatchObject({ code: 'card_declined' });
  });

  it('blocks what Radar blocks, and tells of a raised risk', async () => {
    const blocked = await refusalOf(
      intentFor({ payment_method: 'pm_card_radarBlock', confirm: true, off_session: true }),
    );
    const charge = await harness.stripe.charges.retrieve(String(blocked.charge));
    expect(charge.outcome).toMatchObject({ type: 'blocked', risk_level: 'highest' });
    const raised = await intentFor({
      payment_method: 'pm_card_riskLevelElevated',
      confirm: true,
      off_session: true,
    });
    const paid = await harness.stripe.charges.retrieve(String(raised.latest_charge));
    expect(paid.outcome).toMatchObject({ type: 'authorized', risk_level: 'elevated' });
  });

  it('reports a failed check of the security code without refusing', async () => {
    const reply = await typeCard(harness, await intentFor(), '4000000000000101');
    const method = await harness.stripe.paymentMethods.retrieve(String(reply.body.payment_method));
    expect(method.card?.checks?.cvc_check).toBe('fail');
  });
});
