import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  confirmInBrowser,
  customer,
  customerWithCard,
  endChallenge,
  eventsOf,
  invoiceOf,
  openShop,
  type Shop,
  subscribe,
  subscribeWaiting,
  typesOf,
} from './billing-harness';
import { refusalOf } from './kernel-harness';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

describe('a subscription that waits for its first payment', () => {
  it('comes with an open invoice, a payment and a client secret', async () => {
    const buyer = await customer(shop);
    const { subscription, invoice, clientSecret, intentId } = await subscribeWaiting(
      shop,
      buyer,
      [{ price: shop.pro.monthly }],
      { metadata: { user_id: '7' } },
    );
    expect(subscription).toMatchObject({
      status: 'incomplete',
      currency: 'usd',
      customer: buyer,
      default_payment_method: null,
      pending_setup_intent: null,
      trial_end: null,
      billing_mode: { type: 'flexible' },
      metadata: { user_id: '7' },
    });
    const [item] = subscription.items.data;
    expect(item).toMatchObject({
      quantity: 1,
      current_period_start: shop.now(),
      current_period_end: Date.UTC(2026, 1, 28, 12) / 1000,
      price: { id: shop.pro.monthly, product: shop.pro.product },
    });
    expect(invoice).toMatchObject({
      status: 'open',
      billing_reason: 'subscription_create',
      amount_due: 2000,
      amount_paid: 0,
      amount_remaining: 2000,
      subtotal: 2000,
      total: 2000,
      attempted: false,
      attempt_count: 0,
      total_discount_amounts: [],
      total_taxes: [],
      confirmation_secret: { client_secret: clientSecret, type: 'payment_intent' },
      parent: {
        type: 'subscription_details',
        subscription_details: { subscription: subscription.id, metadata: { user_id: '7' } },
      },
    });
    expect(invoice.number).toMatch(/^[A-Z0-9]+-0001$/);
    expect(invoice.lines.data).toMatchObject([
      {
        amount: 2000,
        description: '1 × Pro (at $20.00 / month)',
        period: { start: item?.current_period_start, end: item?.current_period_end },
        parent: {
          subscription_item_details: {
            subscription_item: item?.id,
            subscription: subscription.id,
            proration: false,
          },
        },
        pricing: { price_details: { price: shop.pro.monthly, product: shop.pro.product } },
      },
    ]);
    expect(invoice.payments?.data).toMatchObject([
      {
        status: 'open',
        amount_requested: 2000,
        amount_paid: null,
        is_default: true,
        payment: { type: 'payment_intent', payment_intent: intentId },
      },
    ]);
    const intent = await shop.stripe.paymentIntents.retrieve(intentId);
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      amount: 2000,
      setup_future_usage: 'off_session',
      description: 'Subscription creation',
      client_secret: clientSecret,
    });
  });

  it('is active once the browser has confirmed, and keeps the card', async () => {
    const buyer = await customer(shop);
    const waiting = await subscribeWaiting(shop, buyer, [{ price: shop.pro.monthly }]);
    const confirmed = await confirmInBrowser(shop, waiting.intentId, waiting.clientSecret, 'pm_card_visa');
    expect(confirmed).toMatchObject({ status: 200, body: { status: 'succeeded' } });
    const after = await shop.stripe.subscriptions.retrieve(waiting.subscription.id, {
      expand: ['latest_invoice.payments', 'default_payment_method', 'customer'],
    });
    expect(after).toMatchObject({
      status: 'active',
      default_payment_method: { type: 'card', customer: buyer, card: { last4: '4242' } },
      customer: { id: buyer, currency: 'usd' },
    });
    expect(invoiceOf(after)).toMatchObject({
      status: 'paid',
      amount_paid: 2000,
      amount_remaining: 0,
      attempted: true,
      attempt_count: 1,
      auto_advance: false,
      status_transitions: { paid_at: shop.now(), finalized_at: shop.now() },
      payments: {
        data: [{ status: 'paid', amount_paid: 2000, status_transitions: { paid_at: shop.now() } }],
      },
    });
  });

  it('tells of it as events.md 2 has it (order inferred)', async () => {
    const buyer = await customer(shop);
    const created = await eventsOf(shop, () => subscribe(shop, buyer, [{ price: shop.pro.monthly }]));
    expect(typesOf(created)).toEqual([
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
    ]);
    expect(created[0]?.data.object).toMatchObject({ status: 'incomplete' });
    expect(created[1]?.data.object).toMatchObject({ status: 'open' });
    const waiting = await subscribeWaiting(shop, await customer(shop), [{ price: shop.pro.monthly }]);
    const paid = await eventsOf(shop, () =>
      confirmInBrowser(shop, waiting.intentId, waiting.clientSecret, 'pm_card_visa'),
    );
    const types = typesOf(paid);
    const core = types.filter(
      (type) => !['payment_method.attached', 'customer.updated', 'charge.updated'].includes(type),
    );
    expect(core).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
      'invoice_payment.paid',
    ]);
    expect(types).toContain('payment_method.attached');
    const updated = paid.find((event) => event.type === 'customer.subscription.updated');
    expect(updated?.data.object).toMatchObject({ status: 'active' });
    expect(updated?.data.previous_attributes).toEqual({ status: 'incomplete', default_payment_method: null });
    const currency = paid.find((event) => event.type === 'customer.updated');
    expect(currency?.data.previous_attributes).toEqual({ currency: null });
  });

  it('survives a decline: the same intent takes the next card', async () => {
    const waiting = await subscribeWaiting(shop, await customer(shop), [{ price: shop.pro.monthly }]);
    const events = await eventsOf(shop, async () => {
      const declined = await confirmInBrowser(
        shop,
        waiting.intentId,
        waiting.clientSecret,
        'pm_card_chargeDeclined',
      );
      expect(declined).toMatchObject({
        status: 402,
        error: { code: 'card_declined', decline_code: 'generic_decline' },
      });
    });
    expect(typesOf(events)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
      'invoice.updated',
    ]);
    expect(events[3]?.data.previous_attributes).toEqual({ attempted: false, attempt_count: 0 });
    const between = await shop.stripe.subscriptions.retrieve(waiting.subscription.id, {
      expand: ['latest_invoice.confirmation_secret'],
    });
    expect(between.status).toBe('incomplete');
    expect(invoiceOf(between)).toMatchObject({
      status: 'open',
      attempted: true,
      attempt_count: 1,
      confirmation_secret: { client_secret: waiting.clientSecret },
    });
    const paid = await confirmInBrowser(shop, waiting.intentId, waiting.clientSecret, 'pm_card_mastercard');
    expect(paid.body.status).toBe('succeeded');
    const after = await shop.stripe.subscriptions.retrieve(waiting.subscription.id, {
      expand: ['latest_invoice'],
    });
    expect(after.status).toBe('active');
    expect(invoiceOf(after)).toMatchObject({ status: 'paid', attempt_count: 1 });
  });

  it('waits through 3-D Secure, failed and then completed', async () => {
    const waiting = await subscribeWaiting(shop, await customer(shop), [{ price: shop.pro.monthly }]);
    const { intentId, clientSecret } = waiting;
    const asked = await eventsOf(shop, () =>
      confirmInBrowser(shop, intentId, clientSecret, 'pm_card_authenticationRequired'),
    );
    expect(typesOf(asked)).toEqual([
      'payment_intent.requires_action',
      'invoice.payment_action_required',
      'invoice.updated',
    ]);
    const invoice = await shop.stripe.invoices.retrieve(waiting.invoice.id);
    expect(invoice).toMatchObject({
      status: 'open',
      attempted: true,
      attempt_count: 0,
      next_payment_attempt: null,
    });
    expect((await shop.stripe.subscriptions.retrieve(waiting.subscription.id)).status).toBe('incomplete');

    const failed = await endChallenge(shop, intentId, clientSecret, 'fail');
    expect(failed.body).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
    await confirmInBrowser(shop, intentId, clientSecret, 'pm_card_authenticationRequired');
    const done = await eventsOf(shop, () => endChallenge(shop, intentId, clientSecret, 'succeed'));
    const core = typesOf(done).filter(
      (type) => type === 'payment_intent.succeeded' || type === 'charge.succeeded',
    );
    expect(core).toEqual(['payment_intent.succeeded', 'charge.succeeded']);
    expect(typesOf(done)).toContain('customer.subscription.updated');
    expect((await shop.stripe.subscriptions.retrieve(waiting.subscription.id)).status).toBe('active');
    expect(await shop.stripe.invoices.retrieve(waiting.invoice.id)).toMatchObject({
      status: 'paid',
      attempt_count: 1,
    });
  });
});

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
