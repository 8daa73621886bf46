import type Stripe from 'stripe';
import type { IdempotencyKey, NewPayment, NewSubscription, PaymentProvider } from '../../provider';
import { call, mapResult } from './failure';
import { idOf } from './map/fields';
import { SUBSCRIPTION_EXPAND, toStartedPayment, toStartedSubscription } from './started';

const withKey = (idempotencyKey: IdempotencyKey): Stripe.RequestOptions => ({ idempotencyKey });

function subscriptionParams(request: NewSubscription): Stripe.SubscriptionCreateParams {
  const { promotionCodeId, trialDays } = request;
  return {
    customer: request.customerId,
    items: [{ price: request.priceId, quantity: request.quantity }],
    currency: request.currency,
    payment_behavior: 'default_incomplete',
    payment_settings: { save_default_payment_method: 'on_subscription' },
    metadata: { user_id: request.userId, operation_id: request.operationId, lookup_key: request.lookupKey },
    ...(promotionCodeId ? { discounts: [{ promotion_code: promotionCodeId }] } : {}),
    ...(trialDays > 0
      ? {
          trial_period_days: trialDays,
          // A trial whose card was never confirmed must end in nothing, not in an invoice nobody can pay.
          trial_settings: { end_behavior: { missing_payment_method: 'cancel' as const } },
        }
      : {}),
    expand: SUBSCRIPTION_EXPAND,
  };
}

function paymentParams(request: NewPayment): Stripe.PaymentIntentCreateParams {
  return {
    amount: request.amount,
    currency: request.currency,
    customer: request.customerId,
    description: request.description,
    automatic_payment_methods: { enabled: true },
    metadata: { user_id: request.userId, operation_id: request.operationId, lookup_key: request.lookupKey },
  };
}

/** Voiding the first invoice ends an incomplete subscription; one that began with a trial or for nothing is canceled. */
async function abandon(stripe: Stripe, key: IdempotencyKey, id: string): Promise<null> {
  const subscription = await stripe.subscriptions.retrieve(id);
  const invoiceId = idOf(subscription.latest_invoice);
  if (subscription.status === 'incomplete' && invoiceId !== null) {
    await stripe.invoices.voidInvoice(invoiceId, {}, withKey(key));
  } else if (subscription.pending_setup_intent !== null && subscription.status !== 'canceled') {
    await stripe.subscriptions.cancel(id, {}, withKey(key));
  }
  return null;
}

/** The writes of a checkout. Each carries our own ids as metadata, so that a lost answer can be found again. */
export function checkoutWrites(
  stripe: Stripe,
): Pick<
  PaymentProvider,
  'createCustomer' | 'createSubscription' | 'createPayment' | 'abandonSubscription' | 'abandonPayment'
> {
  return {
    async createCustomer(key, { userId, operationId, email, name }) {
      const metadata = { user_id: userId, operation_id: operationId };
      const result = await call(() => stripe.customers.create({ email, name, metadata }, withKey(key)));
      return mapResult(result, ({ id }) => ({ id }));
    },
    async createSubscription(key, request) {
      const result = await call(() => stripe.subscriptions.create(subscriptionParams(request), withKey(key)));
      return mapResult(result, toStartedSubscription);
    },
    async createPayment(key, request) {
      const result = await call(() => stripe.paymentIntents.create(paymentParams(request), withKey(key)));
      return mapResult(result, toStartedPayment);
    },
    abandonSubscription: (key, id) => call(() => abandon(stripe, key, id)),
    abandonPayment: (key, id) =>
      call(async () => {
        await stripe.paymentIntents.cancel(id, {}, withKey(key));
        return null;
      }),
  };
}
