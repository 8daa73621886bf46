import { expect, it } from 'vitest';
import { anyCustomer, describeResource, refusal, stripe } from './harness';

const RETURN = { return_url: 'https://example.com/' } as const;

describeResource('setup intents', () => {
  it('attach a card to their customer without charging it', async () => {
    const { id: customer } = await anyCustomer();
    const intent = await stripe.setupIntents.create({ customer });
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      usage: 'off_session',
      latest_attempt: null,
    });
    const done = await stripe.setupIntents.confirm(intent.id, { payment_method: 'pm_card_visa', ...RETURN });
    expect(done.status).toBe('succeeded');
    const method = await stripe.paymentMethods.retrieve(String(done.payment_method));
    expect(method.customer).toBe(customer);
    expect((await stripe.charges.list({ customer })).data).toEqual([]);
  });

  it('answer a refused card with 402 and take another', async () => {
    const { id } = await stripe.setupIntents.create({});
    const confirm = (payment_method: string) =>
      stripe.setupIntents.confirm(id, { payment_method, ...RETURN });
    const error = await refusal(confirm('pm_card_chargeDeclined'));
    expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code: 'card_declined' });
    const failed = await stripe.setupIntents.retrieve(id);
    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { code: 'card_declined' },
    });
    expect((await confirm('pm_card_visa')).status).toBe('succeeded');
  });

  it('remember every attempt', async () => {
    const { id } = await stripe.setupIntents.create({});
    const confirm = (payment_method: string) =>
      stripe.setupIntents.confirm(id, { payment_method, ...RETURN });
    await refusal(confirm('pm_card_chargeDeclined'));
    const done = await confirm('pm_card_visa');
    const { data } = await stripe.setupAttempts.list({ setup_intent: id });
    expect(data.map((attempt) => attempt.status)).toEqual(['succeeded', 'failed']);
    expect(done.latest_attempt).toBe(data[0]?.id);
  });

  it('ask the buyer when the bank wants it', async () => {
    const payment_method = 'pm_card_authenticationRequired';
    const intent = await stripe.setupIntents.create({ payment_method, confirm: true, ...RETURN });
    expect(intent.status).toBe('requires_action');
    expect(intent.next_action?.type).toBeTypeOf('string');
  });

  it('are canceled while they are open, and only then', async () => {
    const { id } = await stripe.setupIntents.create({});
    const canceled = await stripe.setupIntents.cancel(id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    const error = await refusal(stripe.setupIntents.cancel(id));
    expect(error).toMatchObject({ statusCode: 400, code: 'setup_intent_unexpected_state' });
  });
});
