import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, typesOf } from './billing-harness';
import { END, HALF, latest, linesOf, openTimedShop, START, stage } from './changes-harness';
import { refusalOf } from './kernel-harness';
import { type TimedShop, typesIn, utc } from './time-harness';

let shop: TimedShop;
beforeAll(async () => {
  shop = await openTimedShop();
});
afterAll(() => shop.close());

const MAY = utc(2026, 5, 1);
const JUNE = utc(2026, 6, 1);

/** The phases of a schedule as an update wants them back. */
function current(schedule: Stripe.SubscriptionSchedule): Stripe.SubscriptionScheduleUpdateParams.Phase {
  const [phase] = schedule.phases;
  if (!phase) throw new Error('The schedule has no phases.');
  return {
    start_date: phase.start_date,
    end_date: phase.end_date,
    items: phase.items.map(({ price, quantity }) => ({ price: String(price), quantity: quantity ?? 1 })),
  };
}

describe('a schedule made from a subscription', () => {
  it('begins with the period it is in, takes no other parameters and is named by the subscription', async () => {
    const { subscription } = await stage(shop, { price: shop.pro.monthly });
    let made: Stripe.SubscriptionSchedule | undefined;
    const events = await eventsOf(shop, async () => {
      made = await shop.stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    });
    expect(typesOf(events)).toEqual(['subscription_schedule.created', 'customer.subscription.updated']);
    expect(made).toMatchObject({
      status: 'active',
      end_behavior: 'release',
      subscription: subscription.id,
      current_phase: { start_date: START, end_date: END },
      phases: [
        { items: [{ price: shop.pro.monthly, quantity: 1 }], proration_behavior: 'create_prorations' },
      ],
    });
    const held = await shop.stripe.subscriptions.retrieve(subscription.id, { expand: ['schedule'] });
    expect(held.schedule).toMatchObject({ id: made?.id });
    const twice = shop.stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    expect((await refusalOf(twice)).message).toMatch(/already attached to a schedule/);
    const other = await stage(shop, { price: shop.pro.monthly });
    const both = shop.stripe.subscriptionSchedules.create({
      from_subscription: other.subscription.id,
      end_behavior: 'cancel',
    });
    expect(await refusalOf(both)).toMatchObject({ statusCode: 400, param: 'end_behavior' });
    const ending = shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect((await refusalOf(ending)).message).toMatch(/managed by the subscription schedule/);
  });

  it('changes the plan at the end of the period and then lets go of the subscription', async () => {
    const { time, subscription } = await stage(shop, { price: shop.pro.monthly });
    const made = await shop.stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    await shop.stripe.subscriptionSchedules.update(made.id, {
      end_behavior: 'release',
      phases: [
        current(made),
        {
          items: [{ price: shop.team.monthly }],
          duration: { interval: 'month' },
          proration_behavior: 'none',
        },
      ],
    });
    const preview = await shop.stripe.invoices.createPreview({ subscription: subscription.id });
    expect(linesOf(preview).map(({ amount }) => amount)).toEqual([1500]);
    await time.advance(END);
    const changed = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(changed.items.data.map(({ price }) => price.id)).toEqual([shop.team.monthly]);
    const renewal = await latest(shop, changed);
    expect(linesOf(renewal)).toEqual(linesOf(preview));
    expect(renewal.billing_reason).toBe('subscription_cycle');
    const events = await time.advance(MAY);
    expect(typesIn(events)).toContain('subscription_schedule.completed');
    const over = await shop.stripe.subscriptionSchedules.retrieve(made.id);
    expect(over).toMatchObject({ status: 'completed', completed_at: MAY, current_phase: null });
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).schedule).toBeNull();
  });

  it('prorates a change of the phase under way as a request says', async () => {
    const { time, subscription } = await stage(shop, { price: shop.team.monthly });
    const made = await shop.stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    await time.advance(HALF);
    await shop.stripe.subscriptionSchedules.update(made.id, {
      phases: [{ ...current(made), items: [{ price: shop.pro.monthly }] }],
      proration_behavior: 'always_invoice',
    });
    const changed = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(linesOf(await latest(shop, changed)).map(({ amount }) => amount)).toEqual([-750, 1000]);
  });

  it('is released, keeping the subscription as it is', async () => {
    const { subscription } = await stage(shop, { price: shop.pro.monthly });
    const made = await shop.stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
    const released = await shop.stripe.subscriptionSchedules.release(made.id);
    expect(released).toMatchObject({
      status: 'released',
      released_subscription: subscription.id,
      subscription: null,
    });
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
    expect((await refusalOf(shop.stripe.subscriptionSchedules.release(made.id))).statusCode).toBe(400);
  });

  it('is canceled with its subscription, whichever is canceled', async () => {
    const one = await stage(shop, { price: shop.pro.monthly });
    const first = await shop.stripe.subscriptionSchedules.create({ from_subscription: one.subscription.id });
    await shop.stripe.subscriptionSchedules.cancel(first.id);
    expect((await shop.stripe.subscriptions.retrieve(one.subscription.id)).status).toBe('canceled');
    const other = await stage(shop, { price: shop.pro.monthly });
    const second = await shop.stripe.subscriptionSchedules.create({
      from_subscription: other.subscription.id,
    });
    await shop.stripe.subscriptions.cancel(other.subscription.id);
    expect((await shop.stripe.subscriptionSchedules.retrieve(second.id)).status).toBe('canceled');
  });
});

describe('a schedule of its own', () => {
  it('begins in the future with a draft, tries, goes on and cancels at its end', async () => {
    const time = await shop.clock(START);
    const customer = await time.customer();
    const made = await shop.stripe.subscriptionSchedules.create({
      customer,
      start_date: END,
      end_behavior: 'cancel',
      phases: [
        { items: [{ price: shop.team.monthly }], duration: { interval: 'month' }, trial: true },
        { items: [{ price: shop.team.monthly, quantity: 2 }], end_date: JUNE },
      ],
    });
    expect(made).toMatchObject({ status: 'not_started', subscription: null, current_phase: null });
    expect(made.phases.map(({ start_date, end_date }) => [start_date, end_date])).toEqual([
      [END, MAY],
      [MAY, JUNE],
    ]);
    await time.advance(END);
    const started = await shop.stripe.subscriptionSchedules.retrieve(made.id, { expand: ['subscription'] });
    expect(started).toMatchObject({ status: 'active', subscription: { status: 'trialing', trial_end: MAY } });
    const events = await time.advance(utc(2026, 5, 26));
    expect(typesIn(events)).toContain('subscription_schedule.expiring');
    const id = String((await shop.stripe.subscriptionSchedules.retrieve(made.id)).subscription);
    const active = await shop.stripe.subscriptions.retrieve(id);
    expect(active).toMatchObject({ status: 'active', cancel_at: JUNE, items: { data: [{ quantity: 2 }] } });
    expect(await latest(shop, active)).toMatchObject({ amount_paid: 3000, status: 'paid' });
    await time.advance(JUNE);
    expect((await shop.stripe.subscriptions.retrieve(id)).status).toBe('canceled');
    expect((await shop.stripe.subscriptionSchedules.retrieve(made.id)).status).toBe('completed');
  });

  it('begins now with an invoice that stays a draft for an hour', async () => {
    const time = await shop.clock(START);
    const customer = await time.customer();
    const made = await shop.stripe.subscriptionSchedules.create({
      customer,
      start_date: 'now',
      phases: [{ items: [{ price: shop.pro.monthly }] }],
    });
    const subscription = await shop.stripe.subscriptions.retrieve(String(made.subscription));
    expect(subscription).toMatchObject({ status: 'active', schedule: made.id });
    expect(await latest(shop, subscription)).toMatchObject({ status: 'draft', auto_advance: true });
    await time.advance(START + 3601);
    expect((await latest(shop, subscription)).status).toBe('paid');
    const page = await shop.stripe.subscriptionSchedules.list({ customer });
    expect(page.data.map(({ id }) => id)).toEqual([made.id]);
  });

  it('refuses phases that do not fit together', async () => {
    const time = await shop.clock(START);
    const customer = await time.customer();
    const create = (extra: Partial<Stripe.SubscriptionScheduleCreateParams>) =>
      refusalOf(
        shop.stripe.subscriptionSchedules.create({
          customer,
          start_date: END,
          phases: [{ items: [{ price: shop.pro.monthly }] }],
          ...extra,
        }),
      );
    expect(
      await create({ phases: [{ items: [{ price: shop.pro.monthly }], end_date: START }] }),
    ).toMatchObject({
      param: 'phases[0][end_date]',
    });
    expect(await create({ phases: [{ items: [{ price: 'price_none' }] }] })).toMatchObject({
      code: 'resource_missing',
      param: 'phases[0][items][0][price]',
    });
    expect(await create({ end_behavior: 'renew' })).toMatchObject({ statusCode: 400, param: 'end_behavior' });
  });
});
