import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf } from '../kernel-harness';
import { openStage, type Stage } from './stage';

let stage: Stage;
let stripe: Stripe;
beforeAll(async () => {
  stage = await openStage();
  stripe = stage.stripe;
});
afterAll(() => stage.close());

const AMOUNT = { amount: 1000, currency: 'usd' } as const;
const RETURN = { return_url: 'https://example.com/back' } as const;

async function pay(card: string, extra: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  const params = { ...AMOUNT, ...RETURN, payment_method: card, confirm: true, ...extra };
  return stripe.paymentIntents.create({ ...params, expand: ['latest_charge'] });
}

async function chargeOf(intent: Stripe.PaymentIntent): Promise<Stripe.Charge> {
  const { latest_charge: charge } = intent;
  if (charge === null) throw new Error('There is no charge.');
  return stripe.charges.retrieve(typeof charge === 'string' ? charge : charge.id);
}

describe('what a payment intent holds when it', () => {
  it('was just created', async () => {
    const intent = await stripe.paymentIntents.create(AMOUNT);
    stage.fits(intent, 'any');
    stage.fits(intent, 'requires_payment_method');
    expect(intent).toMatchObject({ latest_charge: null, last_payment_error: null });
  });

  it('was declined', async () => {
    const intent = await stripe.paymentIntents.create(AMOUNT);
    const payment_method = 'pm_card_visa_chargeDeclined';
    await refusalOf(stripe.paymentIntents.confirm(intent.id, { payment_method, ...RETURN }));
    const declined = await stripe.paymentIntents.retrieve(intent.id);
    stage.fits(declined, 'requires_payment_method');
    expect(declined.last_payment_error?.payment_method?.object).toBe('payment_method');
    expect(declined.latest_charge).toBe(declined.last_payment_error?.charge);
  });

  it('waits for its confirmation', async () => {
    const intent = await stripe.paymentIntents.create({ ...AMOUNT, payment_method: 'pm_card_visa' });
    stage.fits(intent, 'requires_confirmation');
  });

  it('waits for 3-D Secure', async () => {
    stage.fits(await pay('pm_card_threeDSecure2Required'), 'requires_action');
  });

  it('waits for its capture', async () => {
    const intent = await pay('pm_card_visa', { capture_method: 'manual' });
    stage.fits(intent, 'requires_capture');
    const charge = await chargeOf(intent);
    stage.fits(charge, 'authorized only');
    stage.fits(charge, 'succeeded');
  });

  it('succeeded', async () => {
    stage.fits(await pay('pm_card_visa'), 'succeeded');
  });

  it('was canceled', async () => {
    const { id } = await stripe.paymentIntents.create(AMOUNT);
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
    stage.fits(canceled, 'canceled');
    expect(canceled.cancellation_reason).toBe('abandoned');
  });
});

describe('what a charge holds when it', () => {
  it('succeeded', async () => {
    const charge = await chargeOf(await pay('pm_card_visa'));
    stage.fits(charge, 'any, with a card');
    stage.fits(charge, 'succeeded');
    expect((await fetch(charge.receipt_url ?? '')).status).toBe(200);
    stage.fits(charge, 'succeeded and captured');
    const balance = await stripe.balanceTransactions.retrieve(String(charge.balance_transaction));
    stage.fits(balance, 'any');
  });

  it('failed', async () => {
    const intent = await stripe.paymentIntents.create(AMOUNT);
    const payment_method = 'pm_card_visa_chargeDeclined';
    await refusalOf(stripe.paymentIntents.confirm(intent.id, { payment_method, ...RETURN }));
    stage.fits(await chargeOf(await stripe.paymentIntents.retrieve(intent.id)), 'failed');
  });

  it('was refunded', async () => {
    const intent = await pay('pm_card_visa');
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    stage.fits(refund, 'succeeded');
    const charge = await chargeOf(intent);
    stage.fits(charge, 'succeeded and captured');
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 1000 });
  });
});

describe('what a setup intent holds when it', () => {
  it('was just created', async () => {
    stage.fits(await stripe.setupIntents.create({}), 'any');
  });

  it('waits for 3-D Secure', async () => {
    const payment_method = 'pm_card_authenticationRequired';
    const intent = await stripe.setupIntents.create({ payment_method, confirm: true, ...RETURN });
    stage.fits(intent, 'requires_action');
  });

  it('succeeded', async () => {
    const { id } = await stripe.customers.create({});
    const params = { customer: id, payment_method: 'pm_card_visa', confirm: true, ...RETURN };
    stage.fits(await stripe.setupIntents.create(params), 'succeeded');
  });

  it('was canceled', async () => {
    const { id } = await stripe.setupIntents.create({});
    stage.fits(await stripe.setupIntents.cancel(id), 'canceled');
  });
});
