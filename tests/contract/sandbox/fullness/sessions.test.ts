import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from './stage';

let stage: Stage;
let stripe: Stripe;
beforeAll(async () => {
  stage = await openStage();
  stripe = stage.stripe;
});
afterAll(() => stage.close());

const CONFIRMED = { confirm: true, return_url: 'https://example.com/back' } as const;

describe('what a confirmation token holds when it', () => {
  const fresh = () => stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });

  it('is fresh', async () => {
    const token = await fresh();
    stage.fits(token, 'any');
    stage.fits(token, 'with a card');
    stage.fits(token, 'fresh');
  });

  it('was used for a payment', async () => {
    const { id } = await fresh();
    const order = { amount: 1000, currency: 'usd', confirmation_token: id, ...CONFIRMED };
    const intent = await stripe.paymentIntents.create(order);
    const used = await stripe.confirmationTokens.retrieve(id);
    stage.fits(used, 'with a card');
    stage.fits(used, 'used for a payment');
    expect(used.payment_intent).toBe(intent.id);
  });

  it('was used to save a card', async () => {
    const { id } = await fresh();
    const intent = await stripe.setupIntents.create({ confirmation_token: id, ...CONFIRMED });
    const used = await stripe.confirmationTokens.retrieve(id);
    stage.fits(used, 'used to save a card');
    expect(used.setup_intent).toBe(intent.id);
  });
});

describe('what a customer session holds when it', () => {
  const opened = async (components: Stripe.CustomerSessionCreateParams.Components) =>
    stripe.customerSessions.create({ customer: (await stripe.customers.create({})).id, components });

  it('is for the Payment Element, with its defaults', async () => {
    const session = await opened({ payment_element: { enabled: true } });
    stage.fits(session, 'any');
    stage.fits(session, 'for the Payment Element');
    expect(session.components?.payment_element.features).toEqual({
      payment_method_allow_redisplay_filters: ['always'],
      payment_method_redisplay: 'disabled',
      payment_method_redisplay_limit: 3,
      payment_method_remove: 'disabled',
      payment_method_save: 'disabled',
      payment_method_save_usage: null,
    });
    expect(session.expires_at).toBeGreaterThan(session.created);
  });

  it('is for another component', async () => {
    const session = await opened({ pricing_table: { enabled: true } });
    stage.fits(session, 'any');
    stage.fits(session, 'not for the Payment Element');
  });
});
