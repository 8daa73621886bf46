import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUBLISHABLE, type Reply } from '../kernel-harness';
import { DECLARED, overexposed } from './public-fields';
import { openStage, type Stage } from './stage';

let stage: Stage;
let stripe: Stripe;
beforeAll(async () => {
  stage = await openStage();
  stripe = stage.stripe;
});
afterAll(() => stage.close());

const SECRETS = { name: 'Jenny Rosen', email: 'jenny@example.com', description: 'slow payer' };
const METADATA = { metadata: { margin: 'forty percent' } };
const RETURN = { return_url: 'https://example.com/back' } as const;

/** A customer of whom much is known, with a card that was noted on. */
async function wellKnown(card = 'pm_card_visa') {
  const { id: customer } = await stripe.customers.create({ ...SECRETS, ...METADATA });
  const { id } = await stripe.paymentMethods.attach(card, { customer });
  await stripe.paymentMethods.update(id, METADATA);
  return { customer, payment_method: id };
}

/** An order that says everything a merchant may say. */
async function order(card?: string): Promise<Stripe.PaymentIntentCreateParams> {
  const known = await wellKnown(card);
  return { amount: 1000, currency: 'usd', statement_descriptor_suffix: 'SHOES', ...known, ...METADATA };
}

function browser(intent: Stripe.PaymentIntent | Stripe.SetupIntent, query = ''): Promise<Reply> {
  const kind = intent.object === 'payment_intent' ? 'payment_intents' : 'setup_intents';
  const path = `/v1/${kind}/${intent.id}?client_secret=${intent.client_secret}${query}`;
  return stage.harness.send('GET', path, { key: PUBLISHABLE });
}

function expectPublic(body: Record<string, unknown>, kind: string): void {
  expect(body.object).toBe(kind);
  expect(Object.keys(body)).toEqual(expect.arrayContaining([...(DECLARED[kind] ?? [])]));
  expectNothingPrivate(body);
}

function expectNothingPrivate(body: Record<string, unknown>): void {
  expect(overexposed(body)).toEqual([]);
  const text = JSON.stringify(body);
  for (const secret of [...Object.values(SECRETS), 'forty percent', 'SHOES'])
    expect(text).not.toContain(secret);
}

/** Shown as they are and with all that can be asked for. */
async function expectIntentPublic(intent: Stripe.PaymentIntent | Stripe.SetupIntent): Promise<void> {
  expectPublic((await browser(intent)).body, intent.object);
  const expanded = await browser(intent, '&expand[]=payment_method&expand[]=payment_method.customer');
  if (intent.payment_method !== null) {
    expect(expanded.body.payment_method).toMatchObject({ object: 'payment_method', type: 'card' });
  }
  expectPublic(expanded.body, intent.object);
}

describe('what a publishable key sees of a payment intent', () => {
  it('that was just created, waits for its buyer or succeeded', async () => {
    await expectIntentPublic(await stripe.paymentIntents.create(await order()));
    const waiting = { ...(await order('pm_card_threeDSecure2Required')), confirm: true, ...RETURN };
    const challenged = await stripe.paymentIntents.create(waiting);
    expect(challenged.status).toBe('requires_action');
    await expectIntentPublic(challenged);
    const paid = await stripe.paymentIntents.create({ ...(await order()), confirm: true, ...RETURN });
    expect(paid.status).toBe('succeeded');
    await expectIntentPublic(paid);
  });

  it('that it confirms itself, in the answer and in the refusal', async () => {
    for (const [card, status] of [
      ['pm_card_visa', 200],
      ['pm_card_chargeCustomerFail', 402],
    ] as const) {
      const intent = await stripe.paymentIntents.create(await order(card));
      const form = `client_secret=${intent.client_secret}`;
      const path = `/v1/payment_intents/${intent.id}/confirm`;
      const reply = await stage.harness.send('POST', path, { key: PUBLISHABLE, form });
      expect(reply.status).toBe(status);
      expectNothingPrivate(reply.body);
      const after = await stripe.paymentIntents.retrieve(intent.id);
      expect(after.last_payment_error !== null).toBe(status === 402);
      await expectIntentPublic(after);
    }
  });

  it('is neither its customer nor its charge, however they are asked for', async () => {
    const paid = await stripe.paymentIntents.create({ ...(await order()), confirm: true, ...RETURN });
    for (const field of ['customer', 'latest_charge', 'latest_charge.customer']) {
      const { body } = await browser(paid, `&expand[]=${field}`);
      expectNothingPrivate(body);
      expect(body).not.toHaveProperty(field.split('.')[0] ?? '');
    }
  });

  it('of a subscription', async () => {
    const { clientSecret, intentId } = await stage.waiting();
    const path = `/v1/payment_intents/${intentId}?client_secret=${clientSecret}`;
    const { body } = await stage.harness.send('GET', path, { key: PUBLISHABLE });
    expectPublic(body, 'payment_intent');
  });
});

describe('what a publishable key sees of a setup intent', () => {
  it('that was just created or succeeded', async () => {
    const known = { ...(await wellKnown()), ...METADATA, usage: 'off_session' } as const;
    await expectIntentPublic(await stripe.setupIntents.create(known));
    await expectIntentPublic(await stripe.setupIntents.create({ ...known, confirm: true, ...RETURN }));
  });

  it('that was declined, in the refusal as well', async () => {
    const intent = await stripe.setupIntents.create({ ...METADATA });
    const form = `client_secret=${intent.client_secret}&payment_method=pm_card_visa_chargeDeclined`;
    const path = `/v1/setup_intents/${intent.id}/confirm`;
    const reply = await stage.harness.send('POST', path, { key: PUBLISHABLE, form });
    expect(reply.status).toBe(402);
    expectNothingPrivate(reply.body);
    const declined = await stripe.setupIntents.retrieve(intent.id);
    expect(declined.last_setup_error).not.toBeNull();
    await expectIntentPublic(declined);
  });
});

describe('what a publishable key sees of a confirmation token', () => {
  it('that it makes of a saved card: no metadata, no customer but its id', async () => {
    const { customer, payment_method } = await wellKnown();
    await stripe.paymentMethods.update(payment_method, { allow_redisplay: 'always' });
    const features = { payment_method_redisplay: 'enabled' } as const;
    const components = { payment_element: { enabled: true, features } };
    const session = await stripe.customerSessions.create({ customer, components });
    const form = new URLSearchParams({
      payment_method,
      customer_session_client_secret: session.client_secret,
      'metadata[note]': 'of the page',
      'expand[]': 'payment_method_preview.customer',
    }).toString();
    const headers = { origin: stage.harness.url };
    const made = await stage.harness.send('POST', '/v1/confirmation_tokens', {
      key: PUBLISHABLE,
      form,
      headers,
    });
    expectPublic(made.body, 'confirmation_token');
    expect(made.body.payment_method_preview).toMatchObject({ customer, type: 'card' });
  });

  it('is nothing once it is made: only a secret key reads it', async () => {
    const { id } = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
    const path = `/v1/confirmation_tokens/${id}`;
    const refused = await stage.harness.send('GET', path, { key: PUBLISHABLE });
    expect(refused.status).toBe(403);
    expect(refused.error).toMatchObject({ code: 'secret_key_required' });
  });
});
