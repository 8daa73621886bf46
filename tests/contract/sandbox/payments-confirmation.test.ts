import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, refusalOf, startHarness } from './kernel-harness';
import { NEVER, newAccount } from './payments-account';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const PRICE = { amount: 1000, currency: 'usd' } as const;
const RETURN = { return_url: 'http://localhost/return' } as const;

describe('manual confirmation', () => {
  it('goes back to the server once the buyer has answered', async () => {
    const account = newAccount(harness);
    const intent = await account.pay('pm_card_authenticationRequired', { confirmation_method: 'manual' });
    expect(intent.status).toBe('requires_action');
    const reply = await account.answer(intent, 'succeed');
    expect(reply.body).toMatchObject({ status: 'requires_confirmation', next_action: null });
    expect((await account.stripe.paymentIntents.confirm(intent.id, RETURN)).status).toBe('succeeded');
  });

  it('is not for a publishable key', async () => {
    const account = newAccount(harness);
    const intent = await account.stripe.paymentIntents.create({ ...PRICE, confirmation_method: 'manual' });
    const form = `client_secret=${intent.client_secret}&payment_method=pm_card_visa`;
    const path = `/v1/payment_intents/${intent.id}/confirm`;
    const reply = await harness.send('POST', path, { form, key: account.publishable });
    expect(reply.status).toBe(400);
    expect(reply.error.code).toBe('payment_intent_invalid_parameter');
  });
});

describe('confirming', () => {
  it('with error_on_requires_action declines instead of asking, even what was set up', async () => {
    const account = newAccount(harness);
    const { id: customer } = await account.stripe.customers.create({});
    const setup = await account.stripe.setupIntents.create({
      customer,
      payment_method: 'pm_card_authenticationRequiredOnSetup',
      confirm: true,
      ...RETURN,
    });
    await account.answer(setup, 'succeed');
    const [method] = (await account.stripe.customers.listPaymentMethods(customer)).data;
    const card = method?.id ?? '';
    const error = await refusalOf(account.pay(card, { customer, error_on_requires_action: true }));
    expect(error).toMatchObject({ statusCode: 402, code: 'authentication_required' });
    expect((await account.pay(card, { customer, off_session: true })).status).toBe('succeeded');
  });

  it('uses a confirmation token up, and what it says goes after what the request says', async () => {
    const { stripe } = newAccount(harness);
    const { id: customer } = await stripe.customers.create({});
    const token = await stripe.testHelpers.confirmationTokens.create({
      payment_method: 'pm_card_visa',
      setup_future_usage: 'off_session',
      return_url: 'http://localhost/return',
      shipping: { name: 'Ada', address: { country: 'US' } },
    });
    const intent = await stripe.paymentIntents.create({
      ...PRICE,
      customer,
      confirm: true,
      confirmation_token: token.id,
    });
    expect(intent).toMatchObject({ status: 'succeeded', setup_future_usage: 'off_session' });
    expect(intent.shipping?.name).toBe('Ada');
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
    const again = stripe.paymentIntents.create({ ...PRICE, confirm: true, confirmation_token: token.id });
    expect(await refusalOf(again)).toMatchObject({ statusCode: 400, param: 'confirmation_token' });
  });

  it('sets a card up from a confirmation token too', async () => {
    const { stripe } = newAccount(harness);
    const { id: customer } = await stripe.customers.create({});
    const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
    const intent = await stripe.setupIntents.create({
      customer,
      confirm: true,
      confirmation_token: token.id,
      ...RETURN,
    });
    expect(intent.status).toBe('succeeded');
    expect((await stripe.confirmationTokens.retrieve(token.id)).setup_intent).toBe(intent.id);
  });

  it('remembers what was asked of cards', async () => {
    const { stripe } = newAccount(harness);
    const intent = await stripe.paymentIntents.create({
      ...PRICE,
      payment_method_options: { card: { request_three_d_secure: 'any' } },
    });
    expect(intent.payment_method_options?.card?.request_three_d_secure).toBe('any');
    const waiting = await stripe.paymentIntents.confirm(intent.id, {
      payment_method: 'pm_card_threeDSecureOptional',
      ...RETURN,
    });
    expect(waiting.status).toBe('requires_action');
  });

  it('begins anew when another card or another amount is named while the buyer is asked', async () => {
    const account = newAccount(harness);
    const intent = await account.pay('pm_card_authenticationRequired');
    const other = await account.stripe.paymentIntents.update(intent.id, { amount: 1500 });
    expect(other).toMatchObject({ status: 'requires_confirmation', amount: 1500, next_action: null });
    expect((await account.answer(intent, 'succeed')).status).toBe(400);
    const card = await account.stripe.paymentIntents.update(intent.id, { payment_method: 'pm_card_visa' });
    expect(card.status).toBe('requires_confirmation');
    expect((await account.stripe.paymentIntents.confirm(intent.id, RETURN)).amount_received).toBe(1500);
  });

  it('forgets the last error when the intent is changed', async () => {
    const { stripe } = newAccount(harness);
    const intent = await stripe.paymentIntents.create({ ...PRICE });
    await refusalOf(
      stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_chargeDeclined', ...RETURN }),
    );
    const failed = await stripe.paymentIntents.retrieve(intent.id);
    expect(failed.last_payment_error?.code).toBe('card_declined');
    const changed = await stripe.paymentIntents.update(intent.id, { description: 'Once more' });
    expect(changed.last_payment_error).toBeNull();
  });
});

describe('amounts', () => {
  it.each([
    ['usd', 49, 'amount_too_small'],
    ['jpy', 49, 'amount_too_small'],
    ['sek', 299, 'amount_too_small'],
    ['kwd', 1005, 'parameter_invalid_integer'],
    ['usd', 100_000_000, 'amount_too_large'],
  ])('in %s of %i are refused', async (currency, amount, code) => {
    const { stripe } = newAccount(harness);
    const error = await refusalOf(stripe.paymentIntents.create({ currency, amount }));
    expect(error).toMatchObject({ statusCode: 400, code, param: 'amount' });
  });
});

describe('what the sandbox does not implement', () => {
  const refusedOnes: [string, Stripe.PaymentIntentCreateParams][] = [
    ['hooks', { ...PRICE, hooks: { inputs: { tax: { calculation: 'taxcalc_1' } } } }],
    ['payment_details', { ...PRICE, payment_details: { order_reference: '1' } }],
    ['application_fee_amount', { ...PRICE, application_fee_amount: 1 }],
    ['transfer_group', { ...PRICE, transfer_group: 'x' }],
    [
      'payment_method_options[card][request_multicapture]',
      { ...PRICE, payment_method_options: { card: { request_multicapture: 'if_available' } } },
    ],
    ['off_session', { ...PRICE, off_session: true }],
    ['return_url', { ...PRICE, ...RETURN }],
  ];
  it.each(refusedOnes)('is refused by name: %s', async (param, given) => {
    const error = await refusalOf(newAccount(harness).stripe.paymentIntents.create(given));
    expect(error).toMatchObject({ statusCode: 400, param });
  });

  it('is refused by name: whole endpoints', async () => {
    const { pay, stripe } = newAccount(harness);
    const held = await pay('pm_card_visa', { capture_method: 'manual' });
    const { id: customer } = await stripe.customers.create({});
    for (const call of [
      stripe.paymentIntents.incrementAuthorization(held.id, { amount: 2000 }),
      stripe.paymentIntents.applyCustomerBalance(held.id),
      stripe.paymentIntents.verifyMicrodeposits(held.id),
      stripe.charges.capture(String(held.latest_charge)),
      stripe.customers.retrieveCashBalance(customer),
      stripe.setupIntents.create({ ...NEVER, single_use: { amount: 1, currency: 'usd' } }),
    ]) {
      const error = await refusalOf(call);
      expect(error.statusCode).toBe(400);
      expect(error.message).toContain('does not implement');
    }
  });
});
