import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, refusalOf, sdk, startHarness } from './kernel-harness';

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
