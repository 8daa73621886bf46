import type Stripe from 'stripe';
import { syncObject } from '@/lib/payments/sync';
import { customerOf, PRO, subscribed } from '../../support/subscribed';
import type { Verb } from './verb';

/** How many of everything in a list are of the user's own making: every page of it is looked at. */
async function countOf(list: Stripe.ApiListPromise<Made>, userId: string): Promise<number> {
  const all = await list.autoPagingToArray({ limit: 10_000 });
  return all.filter(({ metadata }) => metadata.user_id === userId).length;
}
type Made = { readonly id: string; readonly metadata: Stripe.Metadata };

export const startSubscription: Verb = {
  name: 'startSubscription',
  purpose: 'start_subscription',
  deferrable: false,
  prepare: async (world, userId) => ({
    call: (payments) => payments.startSubscription(userId, PRO),
    async held() {
      return Promise.all([
        countOf(world.stripe.customers.list({ limit: 100 }), userId),
        countOf(world.stripe.subscriptions.list({ status: 'all', limit: 100 }), userId),
      ]);
    },
    once: [1, 1],
    ends: 'requires_action',
  }),
};

export const startPayment: Verb = {
  name: 'startPayment',
  purpose: 'start_payment',
  deferrable: false,
  prepare: async (world, userId) => ({
    call: (payments) =>
      payments.startPayment(userId, { lookupKey: 'credits_1000', currency: 'usd', cart: 0 }),
    async held() {
      return Promise.all([
        countOf(world.stripe.customers.list({ limit: 100 }), userId),
        countOf(world.stripe.paymentIntents.list({ limit: 100 }), userId),
      ]);
    },
    once: [1, 1],
    ends: 'requires_action',
  }),
};

export const refund: Verb = {
  name: 'refundPayment',
  purpose: 'refund_payment',
  deferrable: false,
  async prepare(world, userId) {
    await subscribed(world, userId);
    const customer = await customerOf(world, userId);
    const { data } = await world.stripe.paymentIntents.list({ customer });
    const paymentId = data[0]?.id ?? '';
    await syncObject(world.context, 'payment', paymentId);
    const request = crypto.randomUUID();
    const params = { paymentId, amount: 500, reason: 'requested_by_customer', request } as const;
    return {
      call: ({ adminActs }) => adminActs.refundPayment(params, { id: userId, role: 'admin' }),
      async held() {
        const refunds = await world.stripe.refunds.list({ payment_intent: paymentId });
        return refunds.data.map(({ amount }) => amount);
      },
      once: [500],
      ends: 'done',
    };
  },
};
