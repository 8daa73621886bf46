import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  confirmInBrowser,
  customer,
  customerWithCard,
  eventsOf,
  openShop,
  type Shop,
  subscribe,
  subscribeWaiting,
  typesOf,
} from './billing-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** The events that a sequence names, in the order in which they came. */
async function sequence(work: () => Promise<unknown>, named: readonly string[]): Promise<string[]> {
  const types = typesOf(await eventsOf(shop, work));
  return types.filter((type) => named.includes(type));
}

const PAID = [
  'charge.succeeded',
  'customer.updated',
  'customer.subscription.created',
  'payment_intent.succeeded',
  'payment_intent.created',
  'invoice.created',
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice_payment.paid',
];

describe('the sequences of events.md for a first payment', () => {
  it('1: a subscription that is paid at once (as recorded)', async () => {
    const buyer = await customerWithCard(shop);
    const create = () =>
      shop.stripe.subscriptions.create({ customer: buyer, items: [{ price: shop.pro.monthly }] });
    expect(await sequence(create, PAID)).toEqual(PAID);
  });

  it('2: default_incomplete, on creation (order inferred)', async () => {
    const buyer = await customer(shop);
    const types = typesOf(await eventsOf(shop, () => subscribe(shop, buyer, [{ price: shop.pro.monthly }])));
    expect(types).toEqual([
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
    ]);
  });

  it('2: default_incomplete, on confirmation (order inferred)', async () => {
    const buyer = await customer(shop);
    const waiting = await subscribeWaiting(shop, buyer, [{ price: shop.pro.monthly }]);
    const named = [
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
      'invoice_payment.paid',
    ];
    const confirm = () => confirmInBrowser(shop, waiting.intentId, waiting.clientSecret, 'pm_card_visa');
    expect(await sequence(confirm, named)).toEqual(named);
    expect(await shop.stripe.subscriptions.retrieve(waiting.subscription.id)).toMatchObject({
      status: 'active',
    });
  });

  it('4: a first payment that is declined (order inferred)', async () => {
    const buyer = await customer(shop);
    const waiting = await subscribeWaiting(shop, buyer, [{ price: shop.pro.monthly }]);
    const named = [
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
      'invoice.updated',
    ];
    const confirm = () =>
      confirmInBrowser(shop, waiting.intentId, waiting.clientSecret, 'pm_card_visa_chargeDeclined');
    expect(await sequence(confirm, named)).toEqual(named);
    const { status } = await shop.stripe.subscriptions.retrieve(waiting.subscription.id);
    expect(status).toBe('incomplete');
  });
});

describe('what time makes due without a test clock', () => {
  it("is done by the sandbox's own clock: a renewal, its draft, its payment", async () => {
    const buyer = await customerWithCard(shop);
    const { id } = await shop.stripe.subscriptions.create({
      customer: buyer,
      items: [{ price: shop.pro.monthly }],
    });
    // From 31 January at noon to 28 February, and an hour more for the draft.
    shop.wait(28 * 86_400 + 3600);
    await expect
      .poll(
        async () => {
          const { data } = await shop.stripe.invoices.list({ subscription: id });
          return data.map(({ status, billing_reason }) => `${billing_reason} ${status}`);
        },
        { timeout: 10_000 },
      )
      .toEqual(['subscription_cycle paid', 'subscription_create paid']);
  });
});
