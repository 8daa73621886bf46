import { expect, it } from 'vitest';
import { anyCustomer, cardCustomer, describeResource, refusal, stripe } from './harness';

const token = (extra: Parameters<typeof stripe.testHelpers.confirmationTokens.create>[0] = {}) =>
  stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa', ...extra });

describeResource('confirmation tokens', () => {
  it('preview a payment method and live for twelve hours', async () => {
    const made = await token({ return_url: 'https://example.com/return' });
    expect(made.id).toMatch(/^ctoken_/);
    expect(made).toMatchObject({
      object: 'confirmation_token',
      livemode: false,
      payment_intent: null,
      setup_intent: null,
      return_url: 'https://example.com/return',
      setup_future_usage: null,
      shipping: null,
      use_stripe_sdk: true,
    });
    expect(made.payment_method_preview).toMatchObject({
      type: 'card',
      customer: null,
      card: { brand: 'visa', last4: '4242', funding: 'credit', wallet: null },
    });
    expect(made.expires_at).toBe(made.created + 12 * 3600);
  });

  it('are retrieved as they were made', async () => {
    const made = await token();
    const { lastResponse: _made, ...before } = made;
    const { lastResponse: _read, ...after } = await stripe.confirmationTokens.retrieve(made.id);
    expect(after).toEqual(before);
  });

  it('carry shipping and the intention to pay again', async () => {
    const shipping = {
      name: 'Jenny Rosen',
      address: {
        line1: '27 Fredrick Ave',
        city: 'Brothers',
        state: 'OR',
        postal_code: '97712',
        country: 'US',
      },
    };
    const made = await token({ shipping, setup_future_usage: 'off_session' });
    expect(made).toMatchObject({ setup_future_usage: 'off_session', shipping: { ...shipping, phone: null } });
  });

  it('confirm a payment, once', async () => {
    const { id } = await token();
    const order = {
      amount: 2000,
      currency: 'usd',
      confirm: true,
      confirmation_token: id,
      return_url: 'https://example.com/return',
    };
    const paid = await stripe.paymentIntents.create(order);
    expect(paid.status).toBe('succeeded');
    const used = await stripe.confirmationTokens.retrieve(id);
    expect(used.payment_intent).toBe(paid.id);
    const again = await refusal(stripe.paymentIntents.create(order));
    expect(again).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  });

  it('confirm a payment that exists', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    const { id } = await token({ return_url: 'https://example.com/return' });
    const paid = await stripe.paymentIntents.confirm(intent.id, { confirmation_token: id });
    expect(paid.status).toBe('succeeded');
    const method = await stripe.paymentMethods.retrieve(String(paid.payment_method));
    expect(method.card?.last4).toBe('4242');
  });

  it('confirm a setup, which saves the card', async () => {
    const { id: customer } = await anyCustomer();
    const { id } = await token({ return_url: 'https://example.com/return' });
    const done = await stripe.setupIntents.create({ customer, confirm: true, confirmation_token: id });
    expect(done.status).toBe('succeeded');
    expect((await stripe.confirmationTokens.retrieve(id)).setup_intent).toBe(done.id);
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
  });

  it('preview a card that a customer has saved', async () => {
    const customer = await cardCustomer();
    const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data;
    const made = await token({ payment_method: method?.id ?? '' });
    expect(made.payment_method_preview).toMatchObject({ customer: customer.id, card: { last4: '4242' } });
  });

  it('write what they carry onto the payment they confirm', async () => {
    const { id: customer } = await anyCustomer();
    const shipping = { name: 'Jenny Rosen', address: { line1: '27 Fredrick Ave', country: 'US' } };
    const { id } = await token({
      shipping,
      setup_future_usage: 'off_session',
      return_url: 'https://example.com/return',
    });
    const order = { amount: 2000, currency: 'usd', customer, confirm: true, confirmation_token: id };
    const paid = await stripe.paymentIntents.create(order);
    expect(paid).toMatchObject({ setup_future_usage: 'off_session', shipping: { name: 'Jenny Rosen' } });
    const method = await stripe.paymentMethods.retrieve(String(paid.payment_method));
    expect(method.customer).toBe(customer);
  });

  it('of a declining card are declined like the card', async () => {
    const { id } = await token({ payment_method: 'pm_card_visa_chargeDeclined' });
    const order = {
      amount: 2000,
      currency: 'usd',
      confirm: true,
      confirmation_token: id,
      return_url: 'https://example.com/return',
    };
    const declined = await refusal(stripe.paymentIntents.create(order));
    expect(declined).toMatchObject({ statusCode: 402, type: 'StripeCardError', code: 'card_declined' });
  });

  it('are not found by another name', async () => {
    const missing = await refusal(stripe.confirmationTokens.retrieve('ctoken_missing'));
    expect(missing).toMatchObject({ statusCode: 404, code: 'resource_missing' });
    const order = { amount: 2000, currency: 'usd', confirm: true, confirmation_token: 'ctoken_missing' };
    const unknown = await refusal(stripe.paymentIntents.create(order));
    expect(unknown).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'confirmation_token' });
  });
});
