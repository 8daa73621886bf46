import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  customer,
  customerWithCard,
  eventsOf,
  invoiceOf,
  openShop,
  type Shop,
  subscribe,
  typesOf,
} from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

describe('a subscription that is charged when it is created', () => {
  it('is active at once, with the events of events.md 1 (recorded)', async () => {
    const buyer = await customerWithCard(shop);
    const events = await eventsOf(shop, () =>
      subscribe(shop, buyer, [{ price: shop.pro.monthly }], { payment_behavior: 'allow_incomplete' }),
    );
    expect(typesOf(events).filter((type) => type !== 'charge.updated')).toEqual([
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
    ]);
    const created = events.find((event) => event.type === 'customer.subscription.created');
    expect(created?.data.object).toMatchObject({
      status: 'active',
      default_payment_method: expect.stringMatching(/^pm_/),
    });
  });

  it('without any card is refused and leaves nothing', async () => {
    const buyer = await customer(shop);
    const error = await refusalOf(
      shop.stripe.subscriptions.create({ customer: buyer, items: [{ price: shop.pro.monthly }] }),
    );
    expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing' });
    expect(error.message).toMatch(
      /^This customer has no attached payment source or default payment method\./,
    );
    expect((await shop.stripe.subscriptions.list({ customer: buyer, status: 'all' })).data).toEqual([]);
    expect((await shop.stripe.invoices.list({ customer: buyer })).data).toEqual([]);
  });

  it('stays incomplete when the card is declined', async () => {
    const buyer = await customerWithCard(shop, 'pm_card_chargeCustomerFail');
    const made = await subscribe(shop, buyer, [{ price: shop.pro.monthly }], {
      payment_behavior: 'allow_incomplete',
    });
    expect(made.status).toBe('incomplete');
    expect(invoiceOf(made)).toMatchObject({ status: 'open', attempted: true, attempt_count: 1 });
  });

  it('with error_if_incomplete answers 402 and leaves nothing', async () => {
    const fails = await customerWithCard(shop, 'pm_card_chargeCustomerFail');
    const extra = { payment_behavior: 'error_if_incomplete' } as const;
    const declined = await refusalOf(subscribe(shop, fails, [{ price: shop.pro.monthly }], extra));
    expect(declined).toMatchObject({ statusCode: 402, type: 'StripeCardError', code: 'card_declined' });
    const asks = await customerWithCard(shop, 'pm_card_authenticationRequired');
    const action = await refusalOf(subscribe(shop, asks, [{ price: shop.pro.monthly }], extra));
    expect(action).toMatchObject({ statusCode: 402, code: 'subscription_payment_intent_requires_action' });
    for (const buyer of [fails, asks]) {
      expect((await shop.stripe.subscriptions.list({ customer: buyer, status: 'all' })).data).toEqual([]);
      expect((await shop.stripe.paymentIntents.list({ customer: buyer })).data).toEqual([]);
    }
  });
});

describe('an idempotent create', () => {
  it('answers the same subscription however often it is sent', async () => {
    const buyer = await customer(shop);
    const send = () =>
      shop.stripe.subscriptions.create(
        {
          customer: buyer,
          items: [{ price: shop.pro.monthly }],
          payment_behavior: 'default_incomplete',
          expand: ['latest_invoice.confirmation_secret'],
        },
        { idempotencyKey: `subscribe-${buyer}` },
      );
    const answers = await Promise.all([send(), send().catch(() => send()), send().catch(() => send())]);
    expect(new Set(answers.map((one) => one.id)).size).toBe(1);
    expect(new Set(answers.map((one) => invoiceOf(one).confirmation_secret?.client_secret)).size).toBe(1);
    expect((await shop.stripe.subscriptions.list({ customer: buyer })).data).toHaveLength(1);
    expect(answers.some((one) => one.lastResponse.headers['idempotent-replayed'] === 'true')).toBe(true);
  });
});
