import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, PUBLISHABLE, refusalOf, startHarness } from './kernel-harness';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const RETURN = { return_url: 'http://localhost/done', use_stripe_sdk: true };

async function waiting(token: string, extra: { customer?: string; setup_future_usage?: 'off_session' } = {}) {
  const intent = await harness.stripe.paymentIntents.create({ amount: 2000, currency: 'usd', ...extra });
  const confirmed = await harness.stripe.paymentIntents.confirm(intent.id, {
    payment_method: token,
    ...RETURN,
  });
  return { intent: confirmed, secret: confirmed.client_secret ?? '' };
}

function answer(id: string, secret: string, outcome: 'succeed' | 'fail') {
  const form = new URLSearchParams({ outcome, client_secret: secret }).toString();
  return harness.send('POST', `/elements/3ds/${id}`, { key: PUBLISHABLE, form });
}

describe('3-D Secure on a payment', () => {
  it.each([
    'pm_card_authenticationRequiredOnSetup',
    'pm_card_authenticationRequired',
    'pm_card_authenticationRequiredSetupForOffSession',
    'pm_card_threeDSecure2Required',
    'pm_card_threeDSecureRequired',
  ])('%s is asked for, and then paid', async (token) => {
    const { intent, secret } = await waiting(token);
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
    expect(intent.latest_charge).toBeNull();
    const reply = await answer(intent.id, secret, 'succeed');
    expect(reply.body).toMatchObject({ id: intent.id, status: 'succeeded', next_action: null });
    const paid = await harness.stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
    expect(paid.latest_charge).toMatchObject({
      payment_method_details: {
        card: { three_d_secure: { result: 'authenticated', authentication_flow: 'challenge' } },
      },
    });
  });

  it('failed leaves the intent open for another card', async () => {
    const { intent, secret } = await waiting('pm_card_authenticationRequired');
    const reply = await answer(intent.id, secret, 'fail');
    expect(reply.body).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: { code: 'payment_intent_authentication_failure', type: 'invalid_request_error' },
    });
    const again = await harness.stripe.paymentIntents.confirm(intent.id, {
      payment_method: 'pm_card_visa',
      ...RETURN,
    });
    expect(again.status).toBe('succeeded');
  });

  it.each([
    ['pm_card_authenticationRequiredChargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['pm_card_threeDSecureRequiredChargeDeclined', 'generic_decline'],
  ])('%s authenticates and is declined after it', async (token, decline_code) => {
    const { intent, secret } = await waiting(token);
    const reply = await answer(intent.id, secret, 'succeed');
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { type: 'card_error', code: 'card_declined', decline_code },
    });
  });

  it('is not asked for where it is optional, unless the request wants it', async () => {
    const plain = await waiting('pm_card_threeDSecureOptional');
    expect(plain.intent.status).toBe('succeeded');
    const wanted = await harness.stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      payment_method: 'pm_card_threeDSecureOptional',
      payment_method_options: { card: { request_three_d_secure: 'any' } },
      confirm: true,
      ...RETURN,
    });
    expect(wanted.status).toBe('requires_action');
  });

  it('cannot be answered twice, nor with a wrong secret', async () => {
    const { intent, secret } = await waiting('pm_card_authenticationRequired');
    expect((await answer(intent.id, `${intent.id}_secret_wrong`, 'succeed')).status).toBe(400);
    expect((await answer(intent.id, secret, 'succeed')).status).toBe(200);
    const twice = await answer(intent.id, secret, 'succeed');
    expect(twice.status).toBe(400);
    expect(twice.error.code).toBe('payment_intent_unexpected_state');
  });

  it('off session is a decline that asks for the buyer', async () => {
    const customer = await harness.stripe.customers.create({});
    const method = await harness.stripe.paymentMethods.attach('pm_card_authenticationRequired', {
      customer: customer.id,
    });
    const error = await refusalOf(
      harness.stripe.paymentIntents.create({
        amount: 2000,
        currency: 'usd',
        customer: customer.id,
        payment_method: method.id,
        off_session: true,
        confirm: true,
      }),
    );
    expect(error).toMatchObject({ statusCode: 402, code: 'authentication_required' });
    expect(error.payment_intent).toMatchObject({ status: 'requires_payment_method' });
  });

  it('once set up, 4000002500003155 pays off session', async () => {
    const { stripe } = harness;
    const customer = await stripe.customers.create({});
    const { intent, secret } = await waiting('pm_card_authenticationRequiredOnSetup', {
      customer: customer.id,
      setup_future_usage: 'off_session',
    });
    await answer(intent.id, secret, 'succeed');
    const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data;
    const later = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer: customer.id,
      payment_method: method?.id ?? '',
      off_session: true,
      confirm: true,
    });
    expect(later.status).toBe('succeeded');
  });
});

describe('3-D Secure on a setup', () => {
  it('succeeds and attaches the card', async () => {
    const { stripe } = harness;
    const customer = await stripe.customers.create({});
    const intent = await stripe.setupIntents.create({ customer: customer.id });
    const confirmed = await stripe.setupIntents.confirm(intent.id, {
      payment_method: 'pm_card_authenticationRequired',
      ...RETURN,
    });
    expect(confirmed.status).toBe('requires_action');
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(0);
    const reply = await answer(intent.id, intent.client_secret ?? '', 'succeed');
    expect(reply.body).toMatchObject({ object: 'setup_intent', status: 'succeeded' });
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
  });

  it('failed says so and leaves the card unattached', async () => {
    const { stripe } = harness;
    const customer = await stripe.customers.create({});
    const intent = await stripe.setupIntents.create({ customer: customer.id });
    await stripe.setupIntents.confirm(intent.id, {
      payment_method: 'pm_card_authenticationRequired',
      ...RETURN,
    });
    const reply = await answer(intent.id, intent.client_secret ?? '', 'fail');
    expect(reply.body).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { code: 'setup_intent_authentication_failure' },
    });
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(0);
  });
});
