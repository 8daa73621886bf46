import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, PUBLISHABLE, type Reply, refusalOf, startHarness } from './kernel-harness';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const intentFor = (extra: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  harness.stripe.paymentIntents.create({ amount: 2000, currency: 'usd', ...extra });

/** Confirms as the card frame does: with the publishable key, from the sandbox's own origin. */
function typeCard(
  intent: Stripe.PaymentIntent,
  number: string,
  card: Record<string, string> = {},
): Promise<Reply> {
  const cvc = number.startsWith('3') && number.length === 15 ? '1234' : '123';
  const fields = { number, exp_month: '12', exp_year: '34', cvc, ...card };
  const form = new URLSearchParams({
    client_secret: intent.client_secret ?? '',
    'payment_method_data[type]': 'card',
  });
  for (const [name, value] of Object.entries(fields)) form.set(`payment_method_data[card][${name}]`, value);
  const headers = { origin: harness.url };
  const path = `/v1/payment_intents/${intent.id}/confirm`;
  return harness.send('POST', path, { key: PUBLISHABLE, form: form.toString(), headers });
}

const SUCCESS: [number: string, token: string | null, brand: string, funding: string][] = [
  ['4242424242424242', 'pm_card_visa', 'visa', 'credit'],
  ['4000056655665556', 'pm_card_visa_debit', 'visa', 'debit'],
  ['5555555555554444', 'pm_card_mastercard', 'mastercard', 'credit'],
  ['2223003122003222', null, 'mastercard', 'credit'],
  ['5200828282828210', 'pm_card_mastercard_debit', 'mastercard', 'debit'],
  ['5105105105105100', 'pm_card_mastercard_prepaid', 'mastercard', 'prepaid'],
  ['378282246310005', 'pm_card_amex', 'amex', 'credit'],
  ['371449635398431', null, 'amex', 'credit'],
  ['6011111111111117', 'pm_card_discover', 'discover', 'credit'],
  ['6011000990139424', null, 'discover', 'credit'],
  ['6011981111111113', null, 'discover', 'debit'],
  ['3056930009020004', 'pm_card_diners', 'diners', 'credit'],
  ['36227206271667', null, 'diners', 'credit'],
  ['6555900000604105', null, 'discover', 'credit'],
  ['3566002020360505', 'pm_card_jcb', 'jcb', 'credit'],
  ['6200000000000005', 'pm_card_unionpay', 'unionpay', 'credit'],
  ['6200000000000047', null, 'unionpay', 'debit'],
  ['6205500000000000004', null, 'unionpay', 'credit'],
];

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

describe('cards that pay', () => {
  it.each(SUCCESS)('%s by its number', async (number, _token, brand, funding) => {
    const reply = await typeCard(await intentFor(), number);
    expect(reply.body).toMatchObject({ object: 'payment_intent', status: 'succeeded' });
    const method = await harness.stripe.paymentMethods.retrieve(String(reply.body.payment_method));
    expect(method.card).toMatchObject({
      brand,
      funding,
      last4: number.slice(-4),
      exp_month: 12,
      exp_year: 2034,
    });
  });

  it.each(SUCCESS.filter(([, token]) => token !== null))('%s as %s', async (number, token) => {
    const intent = await intentFor({ payment_method: token ?? '', confirm: true, off_session: true });
    expect(intent.status).toBe('succeeded');
    expect(intent.amount_received).toBe(2000);
    const charge = await harness.stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge).toMatchObject({ status: 'succeeded', paid: true, captured: true, amount: 2000 });
    expect(charge.payment_method_details?.card?.last4).toBe(number.slice(-4));
    expect(charge.outcome?.type).toBe('authorized');
  });

  it('never gives a publishable key the metadata or the customer', async () => {
    const customer = await harness.stripe.customers.create({});
    const intent = await intentFor({ customer: customer.id, metadata: { cost: '1' } });
    const form = `client_secret=${intent.client_secret}`;
    const read = await harness.send('GET', `/v1/payment_intents/${intent.id}?${form}`, { key: PUBLISHABLE });
    expect(read.body).toMatchObject({ id: intent.id, client_secret: intent.client_secret });
    expect(read.body).not.toHaveProperty('metadata');
    expect(read.body).not.toHaveProperty('customer');
  });
});

describe('cards that are declined', () => {
  it.each(DECLINES)('%s by its number', async (number, _token, code, decline) => {
    const intent = await intentFor();
    const { status, error } = await typeCard(intent, number);
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
    const confirm = harness.stripe.setupIntents.confirm(intent.id, { payment_method: token });
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
    const reply = await typeCard(await intentFor(), '4000000000000101');
    const method = await harness.stripe.paymentMethods.retrieve(String(reply.body.payment_method));
    expect(method.card?.checks?.cvc_check).toBe('fail');
  });
});

describe('cards that cannot be right', () => {
  it.each([
    ['4242424242424241', {}, 'incorrect_number', 'number'],
    ['42424242', {}, 'invalid_number', 'number'],
    ['4242424242424242', { exp_month: '13' }, 'invalid_expiry_month', 'exp_month'],
    ['4242424242424242', { exp_year: '20' }, 'invalid_expiry_year', 'exp_year'],
    ['4242424242424242', { cvc: '12' }, 'invalid_cvc', 'cvc'],
    ['378282246310005', { cvc: '123' }, 'invalid_cvc', 'cvc'],
  ])('%s %o', async (number, card, code, param) => {
    const intent = await intentFor();
    const { status, error } = await typeCard(intent, number, card);
    expect(status).toBe(402);
    expect(error).toMatchObject({ type: 'card_error', code, param });
    expect((await harness.stripe.paymentIntents.retrieve(intent.id)).last_payment_error).toBeNull();
  });
});

describe('where a card number may come from', () => {
  const form =
    'payment_method_data[type]=card&payment_method_data[card][number]=4242424242424242' +
    '&payment_method_data[card][exp_month]=12&payment_method_data[card][exp_year]=34';

  it('not from a server', async () => {
    const intent = await intentFor();
    const reply = await harness.send('POST', `/v1/payment_intents/${intent.id}/confirm`, {
      form: `${form}&return_url=x`,
    });
    expect(reply.status).toBe(402);
    expect(String(reply.error.message)).toContain('generally unsafe');
  });

  it("not from a merchant's page", async () => {
    const intent = await intentFor();
    const reply = await harness.send('POST', `/v1/payment_intents/${intent.id}/confirm`, {
      key: PUBLISHABLE,
      form: `${form}&client_secret=${intent.client_secret}`,
      headers: { origin: 'http://localhost:3000' },
    });
    expect(reply.status).toBe(402);
  });
});
