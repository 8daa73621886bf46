import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confirmInBrowser, endChallenge, eventsOf, typesOf } from './billing-harness';
import { HALF, latest, openTimedShop, type Stage, stage } from './changes-harness';
import { refusalOf } from './kernel-harness';
import { type TimedShop, typesIn, useCard } from './time-harness';

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(() => shop.close());

const DECLINING = 'pm_card_chargeCustomerFail';
type Behavior = 'allow_incomplete' | 'default_incomplete' | 'error_if_incomplete' | 'pending_if_incomplete';

/** Half a period in, with a card that will do something else than pay. */
async function withCard(card: string): Promise<Stage> {
  const made = await stage(shop, { price: shop.team.monthly });
  await useCard(shop, made.customer, card);
  await made.time.advance(HALF);
  return made;
}

const upgrade = ({ subscription, item }: Stage, payment_behavior: Behavior) =>
  shop.stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, price: shop.pro.monthly }],
    proration_behavior: 'always_invoice',
    payment_behavior,
    expand: ['latest_invoice.confirmation_secret', 'latest_invoice.payments'],
  });

const priceOf = async ({ subscription }: Stage) =>
  (await shop.stripe.subscriptions.retrieve(subscription.id)).items.data[0]?.price.id;

describe('a change whose invoice is not paid', () => {
  it('applies and leaves the subscription past due by default', async () => {
    const made = await withCard(DECLINING);
    const changed = await upgrade(made, 'allow_incomplete');
    expect(changed.status).toBe('past_due');
    expect(changed.items.data[0]?.price.id).toBe(shop.pro.monthly);
    expect(await latest(shop, changed)).toMatchObject({
      status: 'open',
      attempt_count: 1,
      auto_advance: true,
    });
    await useCard(shop, made.customer, 'pm_card_visa');
    await shop.stripe.invoices.pay((await latest(shop, changed)).id ?? '');
    expect((await shop.stripe.subscriptions.retrieve(changed.id)).status).toBe('active');
  });

  it('leaves the customer delinquent after a decline, until something is paid', async () => {
    const made = await withCard(DECLINING);
    const delinquent = async () => {
      const buyer = await shop.stripe.customers.retrieve(made.customer);
      return 'delinquent' in buyer && buyer.delinquent;
    };
    const changed = await upgrade(made, 'allow_incomplete');
    expect(await delinquent()).toBe(true);
    await useCard(shop, made.customer, 'pm_card_visa');
    await shop.stripe.invoices.pay((await latest(shop, changed)).id ?? '');
    expect(await delinquent()).toBe(false);
  });

  it('recovers by another change that is paid, which is told once', async () => {
    const made = await withCard(DECLINING);
    await upgrade(made, 'allow_incomplete');
    await useCard(shop, made.customer, 'pm_card_visa');
    const events = await eventsOf(shop, () =>
      shop.stripe.subscriptions.update(made.subscription.id, {
        items: [{ id: made.item, quantity: 2 }],
        proration_behavior: 'always_invoice',
      }),
    );
    const told = events.filter(({ type }) => type === 'customer.subscription.updated');
    expect(told).toHaveLength(1);
    expect(told[0]?.data).toMatchObject({
      object: { status: 'active' },
      previous_attributes: { status: 'past_due', items: { data: [{ quantity: 1 }] } },
    });
  });

  it('waits for the buyer with default_incomplete', async () => {
    const changed = await upgrade(await withCard('pm_card_visa'), 'default_incomplete');
    expect(changed.status).toBe('past_due');
    expect(changed.latest_invoice).toMatchObject({ status: 'open', attempted: false });
    expect(changed.latest_invoice).toHaveProperty('confirmation_secret.client_secret');
  });

  it('is undone with error_if_incomplete', async () => {
    const made = await withCard(DECLINING);
    expect(await refusalOf(upgrade(made, 'error_if_incomplete'))).toMatchObject({
      statusCode: 402,
      code: 'card_declined',
    });
    expect(await priceOf(made)).toBe(shop.team.monthly);
    const { data } = await shop.stripe.invoices.list({ subscription: made.subscription.id });
    expect(data).toHaveLength(1);
  });
});

describe('a pending update', () => {
  it('applies once its invoice is paid after a decline', async () => {
    const made = await withCard(DECLINING);
    const pending = await upgrade(made, 'pending_if_incomplete');
    expect(pending).toMatchObject({ status: 'active', pending_update: { expires_at: HALF + 23 * 3600 } });
    expect(pending.items.data[0]?.price.id).toBe(shop.team.monthly);
    expect(pending.pending_update?.subscription_items?.[0]).toMatchObject({ id: made.item });
    expect(pending.pending_update?.subscription_items?.[0]?.price.id).toBe(shop.pro.monthly);
    const invoice = await latest(shop, pending);
    expect(invoice).toMatchObject({ status: 'open', total: 250 });
    await useCard(shop, made.customer, 'pm_card_visa');
    const events = await eventsOf(shop, () => shop.stripe.invoices.pay(invoice.id ?? ''));
    expect(typesOf(events)).toContain('customer.subscription.pending_update_applied');
    const applied = await shop.stripe.subscriptions.retrieve(made.subscription.id);
    expect(applied.pending_update).toBeNull();
    expect(applied.items.data[0]?.price.id).toBe(shop.pro.monthly);
  });

  it('applies after 3-D Secure, and not before', async () => {
    const made = await withCard('pm_card_authenticationRequired');
    const pending = await upgrade(made, 'pending_if_incomplete');
    expect(await priceOf(made)).toBe(shop.team.monthly);
    const invoice = pending.latest_invoice;
    if (invoice === null || typeof invoice === 'string') throw new Error('The invoice was not expanded.');
    const intent = String(invoice.payments?.data[0]?.payment.payment_intent);
    const secret = invoice.confirmation_secret?.client_secret ?? '';
    await endChallenge(shop, intent, secret, 'succeed');
    await confirmInBrowser(shop, intent, secret, 'pm_card_visa');
    expect(await priceOf(made)).toBe(shop.pro.monthly);
  });

  it('applies at once when the card pays', async () => {
    const changed = await upgrade(await withCard('pm_card_visa'), 'pending_if_incomplete');
    expect(changed.pending_update).toBeNull();
    expect(changed.items.data[0]?.price.id).toBe(shop.pro.monthly);
  });

  it('lapses after 23 hours and voids its invoice', async () => {
    const made = await withCard(DECLINING);
    const pending = await upgrade(made, 'pending_if_incomplete');
    const events = await made.time.advance(HALF + 24 * 3600);
    expect(typesIn(events)).toContain('customer.subscription.pending_update_expired');
    const after = await shop.stripe.subscriptions.retrieve(made.subscription.id);
    expect(after.pending_update).toBeNull();
    expect(await priceOf(made)).toBe(shop.team.monthly);
    expect((await latest(shop, pending)).status).toBe('void');
    // What was billed on the voided invoice counts for nothing afterwards.
    await useCard(shop, made.customer, 'pm_card_visa');
    expect((await latest(shop, await upgrade(made, 'allow_incomplete'))).status).toBe('paid');
  });

  it('is discarded when its invoice is voided', async () => {
    const pending = await upgrade(await withCard(DECLINING), 'pending_if_incomplete');
    await shop.stripe.invoices.voidInvoice((await latest(shop, pending)).id ?? '');
    expect((await shop.stripe.subscriptions.retrieve(pending.id)).pending_update).toBeNull();
  });

  it('refuses what cannot wait', async () => {
    const made = await withCard(DECLINING);
    const both = shop.stripe.subscriptions.update(made.subscription.id, {
      items: [{ id: made.item, quantity: 2 }],
      metadata: { a: 'b' },
      payment_behavior: 'pending_if_incomplete',
    });
    expect(await refusalOf(both)).toMatchObject({ statusCode: 400, param: 'metadata' });
  });
});
