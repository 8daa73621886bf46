import type Stripe from 'stripe';
import type { Outcome } from '@/lib/payments/domain/outcome';
import type { RunnablePurpose } from '@/lib/payments/operations/drivers';
import type { PaymentService, Selection } from '@/lib/payments/service/payment-service';
import { syncObject } from '@/lib/payments/sync';
import type { TestPayments } from '../../support/payments';

/** One verb, ready to be called: as often as one likes, from wherever one likes. */
export type Ready = {
  call(payments: PaymentService): Promise<Outcome>;
  /** What the provider holds of it. */
  held(): Promise<unknown>;
  /** What that is when it happened exactly once. */
  readonly once: unknown;
  /** What the caller is told when it went well. */
  readonly ends: 'done' | 'requires_action';
};

export type Verb = {
  readonly name: string;
  readonly purpose: RunnablePurpose;
  /** Accepted and done later, when the provider can't be reached. */
  readonly deferrable: boolean;
  prepare(world: TestPayments, userId: string): Promise<Ready>;
};

const pro: Selection = { lookupKey: 'pro_monthly', currency: 'usd', seats: 1, promotionCode: null };
const seenFirst = (subscriptionId: string) => ({ subscriptionId, revision: 0 });

async function confirm({ stripe }: TestPayments, outcome: Outcome): Promise<string> {
  if (outcome.kind !== 'requires_action') throw new Error(JSON.stringify(outcome));
  const id = outcome.action.clientSecret.split('_secret_')[0] ?? '';
  const params = { payment_method: 'pm_card_visa', return_url: 'http://localhost:3000/' };
  if (id.startsWith('seti_')) await stripe.setupIntents.confirm(id, params);
  else await stripe.paymentIntents.confirm(id, params);
  return outcome.operationId;
}

async function customerOf({ context }: TestPayments, id: string): Promise<string> {
  const { stripeCustomerId } = await context.database.prisma.user.findUniqueOrThrow({ where: { id } });
  return stripeCustomerId ?? '';
}

/** A running subscription to Pro, with its card, as the mirror has it too. */
async function subscribed(world: TestPayments, userId: string): Promise<Stripe.Subscription> {
  const operationId = await confirm(world, await world.payments.startSubscription(userId, pro));
  await world.payments.completeCheckout(userId, operationId);
  const { data } = await world.stripe.subscriptions.list({ customer: await customerOf(world, userId) });
  const subscription = data[0];
  if (subscription?.status !== 'active') throw new Error(`The subscription is ${subscription?.status}`);
  return subscription;
}

/** A second card of the customer's, which the mirror knows. */
async function secondCard(world: TestPayments, customer: string): Promise<string> {
  const { id } = await world.stripe.paymentMethods.attach('pm_card_mastercard', { customer });
  await syncObject(world.context, 'payment_method', id);
  return id;
}

const idOf = (object: string | { id: string } | null): string | null =>
  typeof object === 'string' ? object : (object?.id ?? null);

async function paidInvoices({ stripe }: TestPayments, subscription: string): Promise<number> {
  return (await stripe.invoices.list({ subscription, status: 'paid' })).data.length;
}

const changePlanNow: Verb = {
  name: 'changePlan, to a dearer one',
  purpose: 'change_plan',
  deferrable: false,
  async prepare(world, userId) {
    const { id } = await subscribed(world, userId);
    const target = { lookupKey: 'team_monthly', seats: 5 };
    const quote = await world.payments.previewPlanChange(userId, id, target);
    if (quote.kind === 'refused') throw new Error(quote.detail);
    const { prorationDate } = quote;
    return {
      call: (payments) => payments.changePlan(userId, seenFirst(id), { ...target, prorationDate }),
      async held() {
        const { items } = await world.stripe.subscriptions.retrieve(id);
        const item = items.data[0];
        return [item?.price.lookup_key, item?.quantity, await paidInvoices(world, id)];
      },
      once: ['team_monthly', 5, 2],
      ends: 'done',
    };
  },
};

const changePlanLater: Verb = {
  name: 'changePlan, to a cheaper one',
  purpose: 'change_plan',
  deferrable: true,
  async prepare(world, userId) {
    const { id, customer } = await subscribed(world, userId);
    const target = { lookupKey: 'pro_yearly', seats: 1, prorationDate: null };
    return {
      call: (payments) => payments.changePlan(userId, seenFirst(id), target),
      async held() {
        const { data } = await world.stripe.subscriptionSchedules.list({ customer: idOf(customer) ?? '' });
        return data.map(({ phases }) => phases.length);
      },
      once: [2],
      ends: 'done',
    };
  },
};

const cancelAtPeriodEnd: Verb = {
  name: 'cancelSubscription, at the end of the period',
  purpose: 'cancel_subscription',
  deferrable: true,
  async prepare(world, userId) {
    const { id } = await subscribed(world, userId);
    return {
      call: (payments) => payments.cancelSubscription(userId, seenFirst(id), 'period_end'),
      async held() {
        const { status, cancel_at_period_end } = await world.stripe.subscriptions.retrieve(id);
        return [status, cancel_at_period_end];
      },
      once: ['active', true],
      ends: 'done',
    };
  },
};

const cancelNow: Verb = {
  name: 'cancelSubscription, at once',
  purpose: 'cancel_subscription',
  deferrable: false,
  async prepare(world, userId) {
    const { id } = await subscribed(world, userId);
    return {
      call: (payments) => payments.cancelSubscription(userId, seenFirst(id), 'now'),
      held: async () => (await world.stripe.subscriptions.retrieve(id)).status,
      once: 'canceled',
      ends: 'done',
    };
  },
};

const resume: Verb = {
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

const unpause: Verb = {
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

const pause: Verb = {
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

const promotionCode: Verb = {
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

const addCard: Verb = {
  name: 'addPaymentMethod',
  purpose: 'add_payment_method',
  deferrable: false,
  async prepare(world, userId) {
    const { customer } = await subscribed(world, userId);
    return {
      call: (payments) => payments.addPaymentMethod(userId),
      async held() {
        const { data } = await world.stripe.setupIntents.list({ customer: idOf(customer) ?? '' });
        return data.map(({ status }) => status);
      },
      once: ['requires_payment_method'],
      ends: 'requires_action',
    };
  },
};

const setDefault: Verb = {
  name: 'setDefaultPaymentMethod',
  purpose: 'set_default_payment_method',
  deferrable: true,
  async prepare(world, userId) {
    const { id, customer } = await subscribed(world, userId);
    const card = await secondCard(world, idOf(customer) ?? '');
    return {
      call: (payments) => payments.setDefaultPaymentMethod(userId, card),
      async held() {
        const { default_payment_method } = await world.stripe.subscriptions.retrieve(id);
        const owner = await world.stripe.customers.retrieve(idOf(customer) ?? '');
        const ofCustomer = owner.deleted ? null : owner.invoice_settings.default_payment_method;
        return [default_payment_method, ofCustomer].map((held) => idOf(held) === card);
      },
      once: [true, true],
      ends: 'done',
    };
  },
};

const removeCard: Verb = {
  name: 'removePaymentMethod',
  purpose: 'remove_payment_method',
  deferrable: false,
  async prepare(world, userId) {
    const { customer } = await subscribed(world, userId);
    const card = await secondCard(world, idOf(customer) ?? '');
    return {
      call: (payments) => payments.removePaymentMethod(userId, card),
      held: async () => (await world.stripe.paymentMethods.retrieve(card)).customer,
      once: null,
      ends: 'done',
    };
  },
};

const refund: Verb = {
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
      call: ({ adminActs }) => adminActs.refundPayment(params, userId),
      async held() {
        const refunds = await world.stripe.refunds.list({ payment_intent: paymentId });
        return refunds.data.map(({ amount }) => amount);
      },
      once: [500],
      ends: 'done',
    };
  },
};

const updateCustomer: Verb = {
  name: 'updateCustomer',
  purpose: 'update_customer',
  deferrable: true,
  async prepare(world, userId) {
    const { customer } = await subscribed(world, userId);
    return {
      call: (payments) =>
        payments.updateCustomer(userId, { name: 'Grace Hopper', email: 'grace@example.com' }),
      async held() {
        const owner = await world.stripe.customers.retrieve(idOf(customer) ?? '');
        return owner.deleted ? null : [owner.name, owner.email];
      },
      once: ['Grace Hopper', 'grace@example.com'],
      ends: 'done',
    };
  },
};

const startSubscription: Verb = {
  name: 'startSubscription',
  purpose: 'start_subscription',
  deferrable: false,
  prepare: async (world, userId) => ({
    call: (payments) => payments.startSubscription(userId, pro),
    async held() {
      const [customers, subscriptions] = await Promise.all([
        world.stripe.customers.list({ limit: 100 }),
        world.stripe.subscriptions.list({ status: 'all', limit: 100 }),
      ]);
      return [customers, subscriptions].map(
        ({ data }) => data.filter(({ metadata }) => metadata.user_id === userId).length,
      );
    },
    once: [1, 1],
    ends: 'requires_action',
  }),
};

const startPayment: Verb = {
  name: 'startPayment',
  purpose: 'start_payment',
  deferrable: false,
  prepare: async (world, userId) => ({
    call: (payments) =>
      payments.startPayment(userId, { lookupKey: 'credits_1000', currency: 'usd', cart: 0 }),
    async held() {
      const [customers, payments] = await Promise.all([
        world.stripe.customers.list({ limit: 100 }),
        world.stripe.paymentIntents.list({ limit: 100 }),
      ]);
      return [customers, payments].map(
        ({ data }) => data.filter(({ metadata }) => metadata.user_id === userId).length,
      );
    },
    once: [1, 1],
    ends: 'requires_action',
  }),
};

// A purpose without a verb here does not compile.
const BY_PURPOSE: { readonly [P in RunnablePurpose]: readonly [Verb, ...Verb[]] } = {
  start_subscription: [startSubscription],
  start_payment: [startPayment],
  change_plan: [changePlanNow, changePlanLater],
  cancel_subscription: [cancelAtPeriodEnd, cancelNow],
  resume_subscription: [resume, unpause],
  pause_subscription: [pause],
  apply_promotion_code: [promotionCode],
  add_payment_method: [addCard],
  set_default_payment_method: [setDefault],
  remove_payment_method: [removeCard],
  refund_payment: [refund],
  update_customer: [updateCustomer],
};

export const VERBS: readonly Verb[] = Object.values(BY_PURPOSE).flat();
