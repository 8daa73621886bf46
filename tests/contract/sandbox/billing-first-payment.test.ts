import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  confirmInBrowser,
  customer,
  endChallenge,
  eventsOf,
  invoiceOf,
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
