import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, PUBLISHABLE, startHarness } from './kernel-harness';
import { typeCard } from './payments-typed-card';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const intentFor = (extra: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  harness.stripe.paymentIntents.create({ amount: 2000, currency: 'usd', ...extra });

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

describe('cards that pay', () => {
  it.each(SUCCESS)('%s by its number', async (number, _token, brand, funding) => {
    const reply = await typeCard(harness, await intentFor(), number);
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
    const { status, error } = await typeCard(harness, intent, number, card);
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
