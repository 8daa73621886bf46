import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, typesOf } from './billing-harness';
import { HALF, latest, openTimedShop, stage } from './changes-harness';
import type { TimedShop } from './time-harness';

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(() => shop.close());

describe('sequence 8: upgrade with proration_behavior=always_invoice', () => {
  it('is told in the recorded order when the balance pays', async () => {
    const made = await stage(shop, { price: shop.team.monthly });
    await shop.stripe.customers.update(made.customer, { balance: -5000 });
    await made.time.advance(HALF);
    const events = await eventsOf(shop, () =>
      shop.stripe.subscriptions.update(made.subscription.id, {
        items: [{ id: made.item, price: shop.pro.monthly }],
        proration_behavior: 'always_invoice',
      }),
    );
    const billing = typesOf(events).filter((type) => !type.startsWith('customer_balance'));
    expect(billing).toEqual([
      'customer.updated',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
      'invoiceitem.created',
      'invoiceitem.created',
    ]);
    const updated = events.find((event) => event.type === 'customer.subscription.updated');
    expect(Object.keys(updated?.data.previous_attributes ?? {}).sort()).toEqual(['items', 'latest_invoice']);
    const items = events.filter((event) => event.type === 'invoiceitem.created');
    expect(items.map((event) => Reflect.get(event.data.object, 'amount'))).toEqual([-750, 1000]);
  });

  it('has the recorded objects', async () => {
    const made = await stage(shop, { price: shop.team.monthly });
    await made.time.advance(HALF);
    const changed = await shop.stripe.subscriptions.update(made.subscription.id, {
      items: [{ id: made.item, price: shop.pro.monthly }],
      proration_behavior: 'always_invoice',
    });
    expect(changed.billing_cycle_anchor).toBe(made.subscription.billing_cycle_anchor);
    const invoice = await latest(shop, changed);
    expect(invoice.billing_reason).toBe('subscription_update');
    const [old, fresh] = invoice.lines.data;
    expect(old?.parent).toMatchObject({
      type: 'subscription_item_details',
      subscription_item_details: {
        invoice_item: expect.stringMatching(/^ii_/),
        proration: true,
        proration_details: {
          credited_items: {
            invoice: made.subscription.latest_invoice,
            invoice_line_items: [expect.stringMatching(/^il_/)],
          },
        },
        subscription_item: made.item,
      },
    });
    expect(fresh?.parent?.subscription_item_details?.proration_details).toEqual({ credited_items: null });
    expect(invoice.lines.data.map((line) => line.pricing?.unit_amount_decimal)).toEqual([null, null]);
  });

  it('tells of the payment as a first invoice does (inferred)', async () => {
    const made = await stage(shop, { price: shop.team.monthly });
    await made.time.advance(HALF);
    const events = await eventsOf(shop, () =>
      shop.stripe.subscriptions.update(made.subscription.id, {
        items: [{ id: made.item, price: shop.pro.monthly }],
        proration_behavior: 'always_invoice',
      }),
    );
    expect(typesOf(events).filter((type) => type !== 'charge.updated')).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'payment_intent.created',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
      'invoiceitem.created',
      'invoiceitem.created',
      'invoice_payment.paid',
    ]);
  });

  it('without an invoice tells of the subscription, then of its items', async () => {
    const made = await stage(shop, { price: shop.team.monthly });
    await made.time.advance(HALF);
    const events = await eventsOf(shop, () =>
      shop.stripe.subscriptions.update(made.subscription.id, { items: [{ id: made.item, quantity: 2 }] }),
    );
    expect(typesOf(events)).toEqual([
      'customer.subscription.updated',
      'invoiceitem.created',
      'invoiceitem.created',
    ]);
  });
});
