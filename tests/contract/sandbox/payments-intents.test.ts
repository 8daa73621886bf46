import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, PUBLISHABLE, refusalOf, startHarness } from './kernel-harness';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const NEVER = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const;
const VISA = { payment_method: 'pm_card_visa', confirm: true, ...NEVER } as const;

describe('payment intents', () => {
  it('begin without a payment method and say what they need', async () => {
    const intent = await harness.stripe.paymentIntents.create({ amount: 2000, currency: 'USD' });
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      currency: 'usd',
      capture_method: 'automatic_async',
      automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
      livemode: false,
    });
    expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_`));
    const error = await refusalOf(
      harness.stripe.paymentIntents.confirm(intent.id, { return_url: 'http://localhost' }),
    );
    expect(error.code).toBe('payment_intent_unexpected_state');
  });

  it('refuse payment_method_types, too little money and a missing return_url', async () => {
    const types = await harness.send('POST', '/v1/payment_intents', {
      form: 'amount=500&currency=usd&payment_method_types[]=card',
    });
    expect(types.error).toMatchObject({
      code: 'payment_method_types_no_longer_supported',
      param: 'payment_method_types',
    });
    const little = await refusalOf(harness.stripe.paymentIntents.create({ amount: 49, currency: 'usd' }));
    expect(little).toMatchObject({ code: 'amount_too_small', param: 'amount' });
    const away = harness.stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_visa',
    });
    expect((await refusalOf(away)).message).toContain('return_url');
  });

  it('need their own client secret from a publishable key', async () => {
    const one = await harness.stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    const other = await harness.stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    const path = `/v1/payment_intents/${one.id}`;
    expect((await harness.send('GET', path, { key: PUBLISHABLE })).error).toMatchObject({
      param: 'client_secret',
    });
    const wrong = await harness.send('GET', `${path}?client_secret=${other.client_secret}`, {
      key: PUBLISHABLE,
    });
    expect(wrong.status).toBe(400);
    const right = await harness.send('GET', `${path}?client_secret=${one.client_secret}`, {
      key: PUBLISHABLE,
    });
    expect(right.status).toBe(200);
  });

  it('cannot be confirmed, canceled or changed once paid', async () => {
    const { stripe } = harness;
    const intent = await stripe.paymentIntents.create({ amount: 500, currency: 'usd', ...VISA });
    expect(intent.status).toBe('succeeded');
    for (const call of [
      () => stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }),
      () => stripe.paymentIntents.cancel(intent.id),
      () => stripe.paymentIntents.update(intent.id, { amount: 600 }),
    ]) {
      const error = await refusalOf(call());
      expect(error).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
    }
    const noted = await stripe.paymentIntents.update(intent.id, { metadata: { a: '1' } });
    expect(noted.metadata).toEqual({ a: '1' });
  });

  it('are authorized, captured in part, or given back', async () => {
    const { stripe } = harness;
    const manual = { amount: 1000, currency: 'usd', capture_method: 'manual', ...VISA } as const;
    const held = await stripe.paymentIntents.create(manual);
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 1000, amount_received: 0 });
    const more = await refusalOf(stripe.paymentIntents.capture(held.id, { amount_to_capture: 1001 }));
    expect(more.code).toBe('amount_too_large');
    const part = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 700 });
    expect(part).toMatchObject({ status: 'succeeded', amount_received: 700, amount_capturable: 0 });
    const second = await stripe.paymentIntents.create(manual);
    const canceled = await stripe.paymentIntents.cancel(second.id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    const charge = await stripe.charges.retrieve(String(second.latest_charge));
    expect(charge).toMatchObject({ refunded: false, captured: false, amount_refunded: 0 });
  });

  it('keep a card for later only when they are told to', async () => {
    const { stripe } = harness;
    const { id: customer } = await stripe.customers.create({});
    const once = await stripe.paymentIntents.create({ amount: 500, currency: 'usd', customer, ...VISA });
    const spent = await refusalOf(
      stripe.paymentIntents.create({
        amount: 500,
        currency: 'usd',
        customer,
        ...VISA,
        payment_method: String(once.payment_method),
      }),
    );
    expect(spent.message).toContain('It may not be used again');
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(0);
    const kept = {
      amount: 500,
      currency: 'usd',
      customer,
      setup_future_usage: 'off_session',
      ...VISA,
    } as const;
    await stripe.paymentIntents.create(kept);
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
  });

  it("never use another customer's card", async () => {
    const { stripe } = harness;
    const [one, other] = [await stripe.customers.create({}), await stripe.customers.create({})];
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: one.id });
    const create = (customer?: string) =>
      stripe.paymentIntents.create({
        amount: 500,
        currency: 'usd',
        customer,
        ...VISA,
        payment_method: method.id,
      });
    expect((await refusalOf(create(other.id))).message).toContain('does not belong to the Customer');
    expect((await refusalOf(create())).message).toContain('you must provide the customer');
    expect((await create(one.id)).status).toBe('succeeded');
  });
});
