import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, isRecord, startHarness } from './kernel-harness';
import { newAccount } from './payments-account';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** A customer with a card, each with what only the merchant may know. */
async function buyer() {
  const account = newAccount(harness);
  const { stripe } = account;
  const customer = await stripe.customers.create({ email: 'a@example.com', metadata: { note: 'merchant' } });
  const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const method = await stripe.paymentMethods.update(id, { metadata: { note: 'merchant' } });
  return { ...account, customer, method };
}

function form(fields: Record<string, string>): string {
  return new URLSearchParams(fields).toString();
}

describe('a publishable key with a client secret', () => {
  it('sees a card without what the merchant noted, and of its customer no more than the id', async () => {
    const { stripe, publishable, customer, method } = await buyer();
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      customer: customer.id,
      payment_method: method.id,
    });
    const query = form({
      client_secret: String(intent.client_secret),
      'expand[]': 'payment_method.customer',
    });
    const { status, body } = await harness.send('GET', `/v1/payment_intents/${intent.id}?${query}`, {
      key: publishable,
    });
    expect(status).toBe(200);
    expect(body.payment_method).toMatchObject({ id: method.id, customer: customer.id });
    expect(JSON.stringify(body)).not.toMatch(/a@example\.com|merchant|fingerprint/);
    const seen = await stripe.paymentIntents.retrieve(intent.id, { expand: ['payment_method.customer'] });
    expect(JSON.stringify(seen)).toMatch(/a@example\.com.*fingerprint|fingerprint.*a@example\.com/);
  });

  it('sees no more of an intent in an error than in an answer', async () => {
    const { stripe, publishable, customer, method } = await buyer();
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      customer: customer.id,
      payment_method: method.id,
      metadata: { order: 'internal' },
    });
    await stripe.paymentIntents.cancel(intent.id);
    const reply = await harness.send('POST', `/v1/payment_intents/${intent.id}/confirm`, {
      key: publishable,
      form: form({ client_secret: String(intent.client_secret) }),
    });
    expect(reply.error).toMatchObject({ code: 'payment_intent_unexpected_state' });
    expect(reply.error.payment_intent).toMatchObject({ id: intent.id, status: 'canceled' });
    expect(reply.error.payment_intent).not.toHaveProperty('metadata');
    expect(reply.error.payment_intent).not.toHaveProperty('customer');
  });

  it('is told of a decline without the merchant’s notes on the card', async () => {
    const { stripe, publishable } = newAccount(harness);
    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' });
    const reply = await harness.send('POST', `/v1/payment_intents/${intent.id}/confirm`, {
      key: publishable,
      form: form({
        client_secret: String(intent.client_secret),
        payment_method: 'pm_card_chargeDeclined',
        return_url: 'https://example.com',
      }),
    });
    expect(reply.status).toBe(402);
    const { payment_method: method, payment_intent: failed } = reply.error;
    for (const one of [
      method,
      isRecord(failed) && Reflect.get(Object(failed.last_payment_error), 'payment_method'),
    ]) {
      expect(one).toMatchObject({ object: 'payment_method', card: { last4: '0002' } });
      expect(one).not.toHaveProperty('metadata');
      expect(one).not.toHaveProperty('card.fingerprint');
    }
  });

  it('confirms on the terms of the merchant', async () => {
    const { stripe, publishable } = newAccount(harness);
    const about = { amount: 1000, currency: 'usd', setup_future_usage: 'off_session' } as const;
    const intent = await stripe.paymentIntents.create(about);
    const confirm = (wish: Record<string, string>) =>
      harness.send('POST', `/v1/payment_intents/${intent.id}/confirm`, {
        key: publishable,
        form: form({
          client_secret: String(intent.client_secret),
          payment_method: 'pm_card_visa',
          return_url: 'https://example.com',
          ...wish,
        }),
      });
    const wishes = {
      capture_method: 'manual',
      off_session: 'true',
      error_on_requires_action: 'true',
      'payment_method_options[card][capture_method]': 'manual',
      setup_future_usage: 'on_session',
    };
    for (const [param, value] of Object.entries(wishes)) {
      expect((await confirm({ [param]: value })).error).toMatchObject({ param });
    }
    expect((await confirm({})).body.status).toBe('succeeded');
  });

  it('makes no token of a card that its customer session does not show', async () => {
    const { stripe, publishable, customer, method } = await buyer();
    const session = await stripe.customerSessions.create({
      customer: customer.id,
      components: { pricing_table: { enabled: true } },
    });
    const fields = { payment_method: method.id, customer_session_client_secret: session.client_secret };
    const reply = await harness.send('POST', '/v1/confirmation_tokens', {
      key: publishable,
      form: form(fields),
    });
    expect(reply.error).toMatchObject({ param: 'payment_method' });
  });

  it('is not answered what a secret key was answered for the same idempotency key', async () => {
    const { stripe, publishable } = newAccount(harness);
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      metadata: { a: 'b' },
    });
    const path = `/v1/payment_intents/${intent.id}/confirm`;
    const fields = { client_secret: String(intent.client_secret), payment_method: 'pm_card_visa' };
    const options = {
      form: form({ ...fields, return_url: 'https://example.com' }),
      headers: { 'idempotency-key': 'k' },
    };
    const secret = publishable.replace('pk_', 'sk_');
    expect((await harness.send('POST', path, { ...options, key: secret })).body.metadata).toEqual({ a: 'b' });
    const replay = await harness.send('POST', path, { ...options, key: publishable });
    expect(replay.error.type).toBe('idempotency_error');
  });
});
