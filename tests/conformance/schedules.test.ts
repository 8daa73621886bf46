import { expect, it } from 'vitest';
import { latestOf, running, sibling } from './changing';
import { describeResource, refusal, stripe } from './harness';

describeResource('subscription schedules', () => {
  it('are made from a subscription with the period it is in', async () => {
    const { subscription, start, end, price } = await running();
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    expect(schedule).toMatchObject({
      status: 'active',
      subscription: subscription.id,
      end_behavior: 'release',
      current_phase: { start_date: start, end_date: end },
    });
    expect(schedule.phases[0]?.items[0]).toMatchObject({ price: price.id, quantity: 1 });
    expect((await stripe.subscriptions.retrieve(subscription.id)).schedule).toBe(schedule.id);
  });

  it('take no other parameter then', async () => {
    const { subscription } = await running();
    const both = { from_subscription: subscription.id, end_behavior: 'cancel' as const };
    expect((await refusal(stripe.subscriptionSchedules.create(both))).statusCode).toBe(400);
  });

  it('change the price at the end of the period', async () => {
    const { subscription, price, time, start, end } = await running();
    const cheaper = await sibling(price, 1000);
    const { id } = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    await stripe.subscriptionSchedules.update(id, {
      phases: [
        { items: [{ price: price.id, quantity: 1 }], start_date: start, end_date: end },
        { items: [{ price: cheaper.id }], proration_behavior: 'none', duration: { interval: 'month' } },
      ],
    });
    await time.advance(end + 7200);
    const changed = await stripe.subscriptions.retrieve(subscription.id);
    expect(changed.items.data.map((item) => item.price.id)).toEqual([cheaper.id]);
    expect(await latestOf(changed)).toMatchObject({ total: 1000, status: 'paid' });
  });

  it('are released without touching the subscription', async () => {
    const { subscription } = await running();
    const { id } = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    const released = await stripe.subscriptionSchedules.release(id);
    expect(released).toMatchObject({ status: 'released', released_subscription: subscription.id });
    const kept = await stripe.subscriptions.retrieve(subscription.id);
    expect(kept).toMatchObject({ status: 'active', schedule: null });
  });

  it('are canceled with their subscription', async () => {
    const { subscription } = await running();
    const { id } = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    expect((await stripe.subscriptionSchedules.cancel(id)).status).toBe('canceled');
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('canceled');
  });

  it('begin in the future', async () => {
    const { customer, price, end } = await running();
    const schedule = await stripe.subscriptionSchedules.create({
      customer,
      start_date: end,
      phases: [{ items: [{ price: price.id }], duration: { interval: 'month', interval_count: 2 } }],
    });
    expect(schedule).toMatchObject({ status: 'not_started', subscription: null, current_phase: null });
  });
});
