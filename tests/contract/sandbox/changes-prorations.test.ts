import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { END, HALF, latest, linesOf, openTimedShop, pending, START, stage } from './changes-harness';
import type { TimedShop } from './time-harness';

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(() => shop.close());

const second = { start: HALF, end: END };

describe('a change in the middle of a period', () => {
  it('credits half of the old price and bills half of the new one with the next invoice', async () => {
    const { time, subscription, item, customer } = await stage(shop, { price: shop.team.monthly });
    await time.advance(HALF);
    const changed = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: shop.pro.monthly }],
    });
    expect(changed.items.data[0]).toMatchObject({ id: item, quantity: 1, current_period_end: END });
    expect(changed.latest_invoice).toBe(subscription.latest_invoice);
    const [debit, credit] = await pending(shop, customer);
    expect(credit).toMatchObject({
      amount: -750,
      description: 'Unused time on Team after 16 Mar 2026',
      discountable: false,
      period: second,
      proration: true,
      quantity: 1,
    });
    expect(debit).toMatchObject({ amount: 1000, description: 'Remaining time on Pro after 16 Mar 2026' });
    const first = await latest(shop, subscription);
    expect(credit?.proration_details?.credited_items).toEqual({
      invoice_line_item_details: {
        invoice: first.id,
        invoice_line_items: [first.lines.data[0]?.id],
      },
      type: 'invoice_line_items',
    });
    expect(debit?.proration_details?.credited_items).toBeNull();
    await time.advance(END);
    const renewal = await latest(shop, await shop.stripe.subscriptions.retrieve(subscription.id));
    expect(linesOf(renewal).map(({ amount }) => amount)).toEqual([-750, 1000, 2000]);
    expect(renewal.total).toBe(2250);
  });

  it('counts to the second and rounds each line half away from zero', async () => {
    const { time, subscription, item } = await stage(shop, { price: shop.team.monthly, quantity: 3 });
    await time.advance(HALF);
    // 2,678,400 seconds in March, of which 1,000,001 are left: 45.00 × 0.37335760… and 105.00 × 0.37335760…
    const changed = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, quantity: 7 }],
      proration_behavior: 'always_invoice',
      proration_date: END - 1_000_001,
    });
    const invoice = await latest(shop, changed);
    expect(linesOf(invoice)).toEqual([
      {
        amount: -1680,
        description: 'Unused time on 3 × Team after 20 Mar 2026',
        period: { start: END - 1_000_001, end: END },
      },
      {
        amount: 3920,
        description: 'Remaining time on 7 × Team after 20 Mar 2026',
        period: { start: END - 1_000_001, end: END },
      },
    ]);
    expect(invoice).toMatchObject({
      amount_paid: 2240,
      billing_reason: 'subscription_update',
      period_start: START,
      period_end: HALF,
      status: 'paid',
    });
    expect(changed.billing_cycle_anchor).toBe(START);
  });

  it('has no parts of a yen', async () => {
    const { time, subscription, item } = await stage(shop, { price: shop.team.monthly }, { currency: 'jpy' });
    await time.advance(HALF);
    const changed = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, quantity: 2 }],
      proration_behavior: 'always_invoice',
    });
    // ¥2,500 a month: 1,250 back, 2,500 for two.
    expect(linesOf(await latest(shop, changed)).map(({ amount }) => amount)).toEqual([-1250, 2500]);
  });

  it('leaves the credit of fewer seats on the balance', async () => {
    const { time, subscription, item, customer } = await stage(shop, {
      price: shop.team.monthly,
      quantity: 4,
    });
    await time.advance(HALF);
    const changed = await shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, quantity: 1 }],
      proration_behavior: 'always_invoice',
    });
    const invoice = await latest(shop, changed);
    expect(invoice).toMatchObject({ total: -2250, amount_due: 0, ending_balance: -2250, status: 'paid' });
    expect(await shop.stripe.customers.retrieve(customer)).toMatchObject({ balance: -2250 });
  });

  it('gives back what was billed and never more, however often it changes', async () => {
    const { time, subscription, item } = await stage(shop, { price: shop.team.monthly });
    await time.advance(HALF);
    const to = (quantity: number, behavior: 'always_invoice' | 'none') =>
      shop.stripe.subscriptions.update(subscription.id, {
        items: [{ id: item, quantity }],
        proration_behavior: behavior,
      });
    // Four seats that were never billed for this period: only the one that was is credited.
    await to(5, 'none');
    expect(linesOf(await latest(shop, await to(2, 'always_invoice'))).map(({ amount }) => amount)).toEqual([
      -750, 1500,
    ]);
    const again = await latest(shop, await to(1, 'always_invoice'));
    expect(linesOf(again).map(({ amount }) => amount)).toEqual([-1500, 750]);
    const details = again.lines.data[0]?.parent?.subscription_item_details;
    expect(details?.proration_details?.credited_items?.invoice_line_items).toHaveLength(1);
  });

  it('credits a debit that is still pending by its invoice item', async () => {
    const { time, subscription, item, customer } = await stage(shop, { price: shop.team.monthly });
    await time.advance(HALF);
    await shop.stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity: 3 }] });
    await shop.stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity: 2 }] });
    const items = await pending(shop, customer);
    expect(items.map(({ amount }) => amount)).toEqual([2250, -750, 1500, -2250]);
    expect(items[3]?.proration_details?.credited_items).toEqual({
      invoice_item: items[0]?.id,
      type: 'invoice_item',
    });
  });

  it('bills an item that joins and credits one that leaves', async () => {
    const { time, subscription, item } = await stage(shop, { price: shop.team.monthly });
    await time.advance(HALF);
    const changed = await shop.stripe.subscriptions.update(subscription.id, {
      items: [
        { id: item, deleted: true },
        { price: shop.pro.monthly, metadata: { seat: 'all' } },
      ],
      proration_behavior: 'always_invoice',
    });
    expect(changed.items.data).toHaveLength(1);
    expect(changed.items.data[0]).toMatchObject({ metadata: { seat: 'all' }, quantity: 1 });
    expect(linesOf(await latest(shop, changed)).map(({ amount }) => amount)).toEqual([-750, 1000]);
  });

  it('credits nothing of a trial, and of a voided invoice nothing either (inferred)', async () => {
    const trial = await stage(shop, { price: shop.team.monthly }, { trial_end: END });
    await trial.time.advance(HALF);
    await shop.stripe.subscriptions.update(trial.subscription.id, {
      items: [{ id: trial.item, price: shop.pro.monthly }],
    });
    expect(await pending(shop, trial.customer)).toEqual([]);
    const broke = await stage(shop, { price: shop.team.monthly });
    await broke.time.advance(END + 1);
    const renewed = await shop.stripe.subscriptions.retrieve(broke.subscription.id);
    const draft = await latest(shop, renewed);
    await shop.stripe.invoices.finalizeInvoice(draft.id ?? '');
    await shop.stripe.invoices.voidInvoice(draft.id ?? '');
    await shop.stripe.subscriptions.update(broke.subscription.id, {
      items: [{ id: broke.item, quantity: 2 }],
    });
    const items = await pending(shop, broke.customer);
    expect(items.map(({ description }) => description)).toEqual([
      'Remaining time on 2 × Team after 01 Apr 2026',
    ]);
  });
});
