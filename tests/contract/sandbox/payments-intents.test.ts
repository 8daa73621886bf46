import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, PUBLISHABLE, refusalOf, sdk, startHarness } from './kernel-harness';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const NEVER = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const;
const VISA = { payment_method: 'pm_card_visa', confirm: true, ...NEVER } as const;

async function eventTypes(account: string): Promise<string[]> {
  const { data } = await sdk(harness.url, `sk_test_${account}`).events.list({ limit: 100 });
  return data.map((event) => event.type).reverse();
}

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
    expect(charge).toMatchObject({ refunded: true, captured: false });
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

describe('events', () => {
  it('of a payment without and with a challenge, in the order seen', async () => {
    const stripe = sdk(harness.url, 'sk_test_order');
    await stripe.paymentIntents.create({ amount: 500, currency: 'usd', ...VISA });
    expect(await eventTypes('order')).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
    ]);
  });

  it('of a challenge', async () => {
    const stripe = sdk(harness.url, 'sk_test_challenge');
    const intent = await stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      ...VISA,
      payment_method: 'pm_card_authenticationRequired',
    });
    await harness.send('POST', `/elements/3ds/${intent.id}`, {
      key: 'pk_test_challenge',
      form: `outcome=succeed&client_secret=${intent.client_secret}`,
    });
    expect(await eventTypes('challenge')).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'payment_intent.succeeded',
      'charge.succeeded',
      'charge.updated',
    ]);
  });

  it('of a decline and of a refund', async () => {
    const stripe = sdk(harness.url, 'sk_test_decline');
    const declined = {
      amount: 500,
      currency: 'usd',
      ...VISA,
      payment_method: 'pm_card_chargeDeclined',
    } as const;
    await refusalOf(stripe.paymentIntents.create(declined));
    expect(await eventTypes('decline')).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
    ]);
    const other = sdk(harness.url, 'sk_test_refund');
    const paid = await other.paymentIntents.create({ amount: 500, currency: 'usd', ...VISA });
    await other.refunds.create({ payment_intent: paid.id });
    expect((await eventTypes('refund')).slice(-4)).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.updated',
      'charge.refund.updated',
    ]);
  });

  it('name the request that caused them and what was there before', async () => {
    const stripe = sdk(harness.url, 'sk_test_previous');
    const customer = await stripe.customers.create({ name: 'Before', metadata: { a: '1' } });
    const options = { idempotencyKey: 'previous-attributes' };
    const changed = await stripe.customers.update(
      customer.id,
      { name: 'After', metadata: { b: '2' } },
      options,
    );
    const [event] = (await stripe.events.list({ type: 'customer.updated' })).data;
    expect(event?.request).toEqual({
      id: changed.lastResponse.requestId,
      idempotency_key: 'previous-attributes',
    });
    expect(event?.data.previous_attributes).toEqual({ name: 'Before', metadata: { b: null } });
    expect(await stripe.events.retrieve(event?.id ?? '')).toMatchObject({ id: event?.id, livemode: false });
    expect(event?.api_version).toBe('2026-10-28.endive');
    const same = await stripe.customers.update(customer.id, { name: 'After' });
    expect(same.name).toBe('After');
    expect((await stripe.events.list({ type: 'customer.updated' })).data).toHaveLength(1);
  });
});

describe('refunds', () => {
  it('give back in parts until nothing is left', async () => {
    const { stripe } = harness;
    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd', ...VISA });
    const part = await stripe.refunds.create({ payment_intent: intent.id, amount: 400, reason: 'duplicate' });
    expect(part).toMatchObject({
      status: 'succeeded',
      amount: 400,
      reason: 'duplicate',
      payment_intent: intent.id,
    });
    const more = await refusalOf(stripe.refunds.create({ payment_intent: intent.id, amount: 700 }));
    expect(more.message).toContain('is greater than unrefunded amount on charge');
    await stripe.refunds.create({ charge: String(intent.latest_charge) });
    const charge = await stripe.charges.retrieve(String(intent.latest_charge), { expand: ['refunds'] });
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 1000 });
    expect(charge.refunds?.data.map((refund) => refund.amount)).toEqual([600, 400]);
    const again = await refusalOf(stripe.refunds.create({ payment_intent: intent.id }));
    expect(again.code).toBe('charge_already_refunded');
    expect((await stripe.refunds.list({ payment_intent: intent.id })).data).toHaveLength(2);
  });

  it('can be pending, or fail and bring the money back', async () => {
    const { stripe } = harness;
    const pay = (payment_method: string) =>
      stripe.paymentIntents.create({ amount: 1000, currency: 'usd', ...VISA, payment_method });
    const pending = await stripe.refunds.create({ payment_intent: (await pay('pm_card_pendingRefund')).id });
    expect(pending.status).toBe('pending');
    const intent = await pay('pm_card_refundFail');
    const failed = await stripe.refunds.create({ payment_intent: intent.id });
    const after = await stripe.refunds.retrieve(failed.id);
    expect(after).toMatchObject({ status: 'failed', failure_reason: 'expired_or_canceled_card' });
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge).toMatchObject({ refunded: false, amount_refunded: 0 });
  });
});

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
    const done = await stripe.setupIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
    expect(done.status).toBe('succeeded');
    const method = await stripe.paymentMethods.retrieve(String(done.payment_method));
    expect(method.customer).toBe(customer.id);
    expect((await refusalOf(stripe.setupIntents.cancel(intent.id))).code).toBe(
      'setup_intent_unexpected_state',
    );
  });

  it('know the account', async () => {
    const account = await harness.stripe.accounts.retrieveCurrent();
    expect(account).toMatchObject({ object: 'account', charges_enabled: true });
    expect(account.id).toMatch(/^acct_/);
  });
});
