import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, invoiceOf, openShop, type Shop, subscribe } from './billing-harness';

// Notes on the shape of Stripe's real answers, each as a test named after it.

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const expand = ['latest_invoice.payments', 'latest_invoice.confirmation_secret', 'discounts'];

describe('what Stripe answers', () => {
  it('billing_mode.type is flexible', async () => {
    const made = await subscribe(shop, await customer(shop), [{ price: shop.pro.monthly }]);
    expect(made.billing_mode.type).toBe('flexible');
  });

  it('the current period is on the items, not on the subscription', async () => {
    const made = await subscribe(shop, await customer(shop), [{ price: shop.pro.monthly }]);
    expect(made).not.toHaveProperty('current_period_end');
    expect(made.items.data[0]).toMatchObject({
      current_period_start: shop.now(),
      current_period_end: expect.any(Number),
    });
  });

  it('embedded lists carry total_count, except payments, whose url is /v1/invoices/payments', async () => {
    const made = await subscribe(shop, await customer(shop), [{ price: shop.pro.monthly }], { expand });
    const invoice = invoiceOf(made);
    expect(made.items).toMatchObject({ total_count: 1 });
    expect(invoice.lines).toMatchObject({ total_count: 1, url: `/v1/invoices/${invoice.id}/lines` });
    expect(invoice.payments).not.toHaveProperty('total_count');
    expect(invoice.payments?.url).toBe('/v1/invoices/payments');
  });

  it('a discount has its coupon in source', async () => {
    const coupon = await shop.stripe.coupons.create({ percent_off: 10, duration: 'forever' });
    const made = await subscribe(shop, await customer(shop), [{ price: shop.pro.monthly }], {
      discounts: [{ coupon: coupon.id }],
      expand,
    });
    expect(made.discounts).toMatchObject([{ source: { type: 'coupon', coupon: coupon.id } }]);
    expect(made.discounts[0]).not.toHaveProperty('coupon');
  });

  it('the invoice of a trial is paid, over 0, without secret, payments or attempts', async () => {
    const made = await subscribe(shop, await customer(shop), [{ price: shop.pro.monthly }], {
      trial_period_days: 7,
      expand,
    });
    expect(invoiceOf(made)).toMatchObject({
      status: 'paid',
      total: 0,
      confirmation_secret: null,
      payments: { data: [] },
      attempt_count: 0,
    });
  });
});

/** The endpoints that a subscription application with the Payment Element needs. */
const NEEDED = `
POST customers, GET customers/x, POST customers/x, DELETE customers/x, GET customers, GET customers/search
GET customers/x/payment_methods, GET customers/x/tax_ids, GET customers/x/balance_transactions
POST products, GET products/x, POST products/x, GET products, POST prices, GET prices/x, POST prices/x, GET prices
POST payment_methods, GET payment_methods/x, POST payment_methods/x, POST payment_methods/x/attach, POST payment_methods/x/detach, GET payment_methods
POST payment_intents, GET payment_intents/x, POST payment_intents/x, POST payment_intents/x/confirm, POST payment_intents/x/cancel, GET payment_intents
POST setup_intents, GET setup_intents/x, POST setup_intents/x, POST setup_intents/x/confirm, POST setup_intents/x/cancel, GET setup_intents
GET confirmation_tokens/x, POST customer_sessions
POST subscriptions, GET subscriptions/x, POST subscriptions/x, DELETE subscriptions/x, POST subscriptions/x/resume, GET subscriptions, GET subscriptions/search
GET subscription_items, GET subscription_items/x
POST invoices/create_preview, GET invoices/x, GET invoices, POST invoices/x, POST invoices/x/finalize, POST invoices/x/pay, POST invoices/x/void, POST invoices/x/mark_uncollectible, GET invoices/x/lines
GET invoice_payments, GET invoice_payments/x, POST invoiceitems, GET invoiceitems
POST refunds, GET refunds/x, GET refunds, GET charges/x, GET charges
GET disputes, GET disputes/x, POST disputes/x, POST disputes/x/close, GET credit_notes/preview, POST credit_notes
POST coupons, POST promotion_codes, GET entitlements/active_entitlements, GET entitlements/features
GET billing/meters, POST billing/meter_events, GET events, GET webhook_endpoints
POST test_helpers/test_clocks, POST test_helpers/test_clocks/x/advance`;

describe('every endpoint that a subscription application needs', () => {
  it('is there', async () => {
    const missing: string[] = [];
    for (const endpoint of NEEDED.split(/[\n,]/)
      .map((each) => each.trim())
      .filter((each) => each !== '')) {
      const [method = '', path = ''] = endpoint.split(' ');
      const { error } = await shop.harness.send(method, `/v1/${path}`, method === 'POST' ? { form: '' } : {});
      if (/Unrecognized request URL|does not implement/.test(String(error.message))) missing.push(endpoint);
    }
    expect(missing).toEqual([]);
  });
});
