import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, PUBLISHABLE, refusalOf, startHarness } from './kernel-harness';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('payment methods', () => {
  it('are attached, listed, made the default, detached for good', async () => {
    const { stripe } = harness;
    const customer = await stripe.customers.create({});
    const one = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const two = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id });
    const list = await stripe.paymentMethods.list({ customer: customer.id, type: 'card' });
    expect(list.data.map((method) => method.id)).toEqual([two.id, one.id]);
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: one.id } });
    await stripe.paymentMethods.detach(one.id);
    const after = await stripe.customers.retrieve(customer.id);
    expect(after).toMatchObject({ invoice_settings: { default_payment_method: null } });
    const back = stripe.paymentMethods.attach(one.id, { customer: customer.id });
    expect((await refusalOf(back)).statusCode).toBe(400);
    const foreign = stripe.customers.update(customer.id, {
      invoice_settings: { default_payment_method: one.id },
    });
    expect((await refusalOf(foreign)).param).toBe('invoice_settings[default_payment_method]');
  });

  it('are told apart by fingerprint, not by id', async () => {
    const { stripe } = harness;
    const customer = await stripe.customers.create({});
    const one = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const two = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    expect(one.id).not.toBe(two.id);
    expect(one.card?.fingerprint).toBe(two.card?.fingerprint);
  });

  it('answer setup intents, which attach them', async () => {
    const { stripe } = harness;
    const customer = await stripe.customers.create({});
    const intent = await stripe.setupIntents.create({ customer: customer.id, metadata: { a: '1' } });
    expect(intent).toMatchObject({ status: 'requires_payment_method', usage: 'off_session' });
    const done = await stripe.setupIntents.confirm(intent.id, {
      payment_method: 'pm_card_visa',
      return_url: 'http://localhost/return',
    });
    expect(done.status).toBe('succeeded');
    const method = await stripe.paymentMethods.retrieve(String(done.payment_method));
    expect(method.customer).toBe(customer.id);
    expect((await refusalOf(stripe.setupIntents.cancel(intent.id))).code).toBe(
      'setup_intent_unexpected_state',
    );
  });

  it('may be named as the default by the request that makes their customer', async () => {
    const { stripe } = harness;
    const one = await stripe.customers.create({ payment_method: 'pm_card_visa' });
    const [method] = (await stripe.customers.listPaymentMethods(one.id)).data;
    expect(method?.customer).toBe(one.id);
    const fresh = await harness.send('POST', '/v1/payment_methods', {
      key: PUBLISHABLE,
      form: 'type=card&card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=34&card[cvc]=123',
      headers: { origin: harness.url },
    });
    const id = String(fresh.body.id);
    const two = await stripe.customers.create({
      payment_method: id,
      invoice_settings: { default_payment_method: id },
    });
    expect(two.invoice_settings.default_payment_method).toBe(id);
  });

  it('are shown to a Payment Element through a customer session', async () => {
    const { id: customer } = await harness.stripe.customers.create({});
    const session = await harness.stripe.customerSessions.create({
      customer,
      components: { payment_element: { enabled: true, features: { payment_method_redisplay: 'enabled' } } },
    });
    expect(session.client_secret).toMatch(/^cuss_secret_/);
    expect(session.components?.payment_element).toMatchObject({
      enabled: true,
      features: { payment_method_redisplay: 'enabled', payment_method_redisplay_limit: 3 },
    });
  });

  it('know the account', async () => {
    const account = await harness.stripe.accounts.retrieveCurrent();
    expect(account).toMatchObject({ object: 'account', charges_enabled: true });
    expect(account.id).toMatch(/^acct_/);
  });
});
