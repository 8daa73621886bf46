import { expect, it } from 'vitest';
import { amountsOf, latestOf, running, sibling, waiting } from './changing';
import { describeResource, stripe, uniqueName } from './harness';

describeResource('prorations', () => {
  it('wait for the next invoice by default', async () => {
    const { subscription, item, price, half, customer } = await running();
    const dearer = await sibling(price, 4000);
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: dearer.id }],
      proration_date: half,
    });
    expect(changed.latest_invoice).toBe(subscription.latest_invoice);
    expect(await waiting(customer)).toEqual([-1000, 2000]);
  });

  it('are invoiced at once with always_invoice, in the same cycle', async () => {
    const { subscription, item, price, half } = await running();
    const dearer = await sibling(price, 4000);
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: dearer.id }],
      proration_behavior: 'always_invoice',
      proration_date: half,
    });
    const invoice = await latestOf(changed);
    expect(invoice).toMatchObject({ billing_reason: 'subscription_update', status: 'paid', total: 1000 });
    expect(amountsOf(invoice)).toEqual([-1000, 2000]);
    expect(changed.billing_cycle_anchor).toBe(subscription.billing_cycle_anchor);
    for (const line of invoice.lines.data) {
      expect(line.parent?.subscription_item_details).toMatchObject({
        proration: true,
        subscription_item: item,
      });
      expect(line.discountable).toBe(false);
    }
  });

  it('name what they credit', async () => {
    const { subscription, item, half } = await running();
    const first = await latestOf(subscription);
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, quantity: 2 }],
      proration_behavior: 'always_invoice',
      proration_date: half,
    });
    const credit = (await latestOf(changed)).lines.data.find(({ amount }) => amount < 0);
    expect(credit?.parent?.subscription_item_details?.proration_details?.credited_items).toEqual({
      invoice: first.id,
      invoice_line_items: [first.lines.data[0]?.id],
    });
  });

  it('are not made with none', async () => {
    const { subscription, item, customer } = await running();
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, quantity: 5 }],
      proration_behavior: 'none',
    });
    expect(await waiting(customer)).toEqual([]);
  });

  it('credit what was billed, not what the subscription is now', async () => {
    const { subscription, item, half, customer } = await running();
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, quantity: 5 }],
      proration_behavior: 'none',
    });
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, quantity: 2 }],
      proration_date: half,
    });
    expect(await waiting(customer)).toEqual([-1000, 2000]);
  });

  it('have their discounts taken off', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever', name: 'half' });
    const { subscription, item, half } = await running({ discounts: [{ coupon: coupon.id }] });
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, quantity: 3 }],
      proration_behavior: 'always_invoice',
      proration_date: half,
    });
    expect(amountsOf(await latestOf(changed))).toEqual([-500, 1500]);
  });

  it('leave what is given back on the balance', async () => {
    const { subscription, item, half, customer } = await running({
      items: [{ price: (await sibling((await running()).price, 6000)).id }],
    });
    const cheaper = await stripe.products.create({ name: uniqueName() });
    const price = await stripe.prices.create({
      product: cheaper.id,
      currency: 'usd',
      unit_amount: 1000,
      recurring: { interval: 'month' },
    });
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: price.id }],
      proration_behavior: 'always_invoice',
      proration_date: half,
    });
    expect(await latestOf(changed)).toMatchObject({ total: -2500, amount_due: 0, status: 'paid' });
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -2500 });
  });

  it('begin a new cycle when the interval changes', async () => {
    const { subscription, item, price, time, half } = await running();
    const yearly = await sibling(price, 20_000, 'year');
    await time.advance(half);
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: yearly.id }],
    });
    expect(changed.billing_cycle_anchor).toBe(half);
    expect(amountsOf(await latestOf(changed))).toEqual([-1000, 20_000]);
  });
});
