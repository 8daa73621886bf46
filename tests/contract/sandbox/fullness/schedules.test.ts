import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utc } from '../time-harness';
import { openStage, type Stage } from './stage';

let stage: Stage;
let stripe: Stripe;
beforeAll(async () => {
  stage = await openStage();
  stripe = stage.stripe;
});
afterAll(() => stage.close());

const START = utc(2026, 3, 1);

/** A schedule of one month for a customer on a test clock. */
async function schedule(start: number | 'now', extra: Partial<Stripe.SubscriptionScheduleCreateParams> = {}) {
  const time = await stage.clock(START);
  const made = await stripe.subscriptionSchedules.create({
    customer: await time.customer(),
    start_date: start,
    phases: [{ items: [{ price: stage.pro.monthly }], duration: { interval: 'month', interval_count: 1 } }],
    ...extra,
  });
  return { time, made, now: () => stripe.subscriptionSchedules.retrieve(made.id) };
}

describe('what a schedule holds when it', () => {
  it('has not started', async () => {
    const { made } = await schedule(utc(2026, 4, 1));
    stage.fits(made, 'any');
    stage.fits(made, 'not started');
  });

  it('is active, from its start or from a subscription', async () => {
    const { time, made, now } = await schedule(utc(2026, 4, 1));
    await time.advance(utc(2026, 4, 2));
    const active = await now();
    stage.fits(active, 'any');
    stage.fits(active, 'active');
    expect(active.current_phase).toEqual({ start_date: utc(2026, 4, 1), end_date: utc(2026, 5, 1) });
    expect(active.created).toBe(made.created);
    const { id: from_subscription } = await stripe.subscriptions.create({
      customer: (await stage.buyer()).id,
      items: [{ price: stage.pro.monthly }],
    });
    stage.fits(await stripe.subscriptionSchedules.create({ from_subscription }), 'active');
  });

  it('was completed, whether its subscription goes on or not', async () => {
    for (const end_behavior of ['release', 'cancel'] as const) {
      const { time, made, now } = await schedule('now', { end_behavior });
      await time.advance(utc(2026, 4, 2));
      const completed = await now();
      stage.fits(completed, 'completed');
      const goesOn = await stripe.subscriptions.retrieve(String(made.subscription));
      expect(goesOn.status).toBe(end_behavior === 'release' ? 'active' : 'canceled');
    }
  });

  it('was released, with a subscription and before it had one', async () => {
    const { made } = await schedule('now');
    const released = await stripe.subscriptionSchedules.release(made.id);
    stage.fits(released, 'released');
    expect(released.released_subscription).toBe(made.subscription);
    const { made: waiting } = await schedule(utc(2026, 4, 1));
    stage.fits(await stripe.subscriptionSchedules.release(waiting.id), 'released');
  });

  it('was canceled', async () => {
    const { made } = await schedule('now');
    const canceled = await stripe.subscriptionSchedules.cancel(made.id);
    stage.fits(canceled, 'any');
    stage.fits(canceled, 'canceled');
  });
});
