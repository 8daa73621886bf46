import { syncObject } from '@/lib/payments/sync';
import { AT_ONCE, AT_PERIOD_END } from '../../support/cancellation';
import { subscribed } from '../../support/subscribed';
import { seenFirst, type Verb } from './verb';

export const cancelAtPeriodEnd: Verb = {
  name: 'cancelSubscription, at the end of the period',
  purpose: 'cancel_subscription',
  deferrable: true,
  async prepare(world, userId) {
    const { id } = await subscribed(world, userId);
    return {
      call: (payments) => payments.cancelSubscription(userId, seenFirst(id), AT_PERIOD_END),
      async held() {
        const { status, cancel_at_period_end } = await world.stripe.subscriptions.retrieve(id);
        return [status, cancel_at_period_end];
      },
      once: ['active', true],
      ends: 'done',
    };
  },
};

export const cancelNow: Verb = {
  name: 'cancelSubscription, at once',
  purpose: 'cancel_subscription',
  deferrable: false,
  async prepare(world, userId) {
    const { id } = await subscribed(world, userId);
    return {
      call: (payments) => payments.cancelSubscription(userId, seenFirst(id), AT_ONCE),
      held: async () => (await world.stripe.subscriptions.retrieve(id)).status,
      once: 'canceled',
      ends: 'done',
    };
  },
};

export const resume: Verb = {
  name: 'resumeSubscription, from a cancellation',
  purpose: 'resume_subscription',
  deferrable: true,
  async prepare(world, userId) {
    const { id } = await subscribed(world, userId);
    await world.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    await syncObject(world.context, 'subscription', id);
    return {
      call: (payments) => payments.resumeSubscription(userId, seenFirst(id), 'cancellation'),
      held: async () => (await world.stripe.subscriptions.retrieve(id)).cancel_at_period_end,
      once: false,
      ends: 'done',
    };
  },
};

export const unpause: Verb = {
  name: 'resumeSubscription, from a pause',
  purpose: 'resume_subscription',
  deferrable: false,
  async prepare(world, userId) {
    const { id } = await subscribed(world, userId);
    await world.stripe.subscriptions.pause(id);
    await syncObject(world.context, 'subscription', id);
    return {
      call: (payments) => payments.resumeSubscription(userId, seenFirst(id), 'pause'),
      held: async () => (await world.stripe.subscriptions.retrieve(id)).status,
      once: 'active',
      ends: 'done',
    };
  },
};

export const pause: Verb = {
  name: 'pauseSubscription',
  purpose: 'pause_subscription',
  deferrable: false,
  async prepare(world, userId) {
    const { id } = await subscribed(world, userId);
    return {
      call: (payments) => payments.pauseSubscription(userId, seenFirst(id)),
      held: async () => (await world.stripe.subscriptions.retrieve(id)).status,
      once: 'paused',
      ends: 'done',
    };
  },
};

export const promotionCode: Verb = {
  name: 'applyPromotionCode',
  purpose: 'apply_promotion_code',
  deferrable: false,
  async prepare(world, userId) {
    const { id } = await subscribed(world, userId);
    const coupon = await world.stripe.coupons.create({ percent_off: 25, duration: 'once' });
    const code = await world.stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
    });
    return {
      call: (payments) => payments.applyPromotionCode(userId, seenFirst(id), code.code),
      held: async () => (await world.stripe.promotionCodes.retrieve(code.id)).times_redeemed,
      once: 1,
      ends: 'done',
    };
  },
};
