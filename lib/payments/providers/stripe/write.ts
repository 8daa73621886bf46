import type Stripe from 'stripe';
import { mapResult } from '../../map-result';
import type { IdempotencyKey, NewPayment, NewSubscription, PaymentProvider } from '../../provider';
import { call } from './failure';
import type { KeyedStripe } from './keyed-stripe';
import { idOf } from './map/fields';
import { quantityParam } from './quantity';
import { awaitsSetup, SUBSCRIPTION_EXPAND, toStartedPayment, toStartedSubscription } from './started';
import { withKey } from './with-key';

function subscriptionParams(request: NewSubscription): Stripe.SubscriptionCreateParams {
  const { promotionCodeId, trialDays, automaticTax } = request;
  return {
    customer: request.customerId,
    items: [{ price: request.priceId, ...quantityParam(request.quantity) }],
    currency: request.currency,
    payment_behavior: 'default_incomplete',
    payment_settings: { save_default_payment_method: 'on_subscription' },
    metadata: { user_id: request.userId, operation_id: request.operationId, lookup_key: request.lookupKey },
    ...(promotionCodeId ? { discounts: [{ promotion_code: promotionCodeId }] } : {}),
    ...(automaticTax ? { automatic_tax: { enabled: true } } : {}),
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

/**
 * Voiding the first invoice ends an incomplete subscription; one that began with a trial or for nothing is canceled. One
 * that was paid or whose card was confirmed has begun, and is left alone: what is given up here must never be running.
 */
async function abandon(stripe: KeyedStripe, key: IdempotencyKey, id: string): Promise<'ended' | 'begun'> {
  const subscription = await stripe.subscriptions.retrieve(id);
  const { status } = subscription;
  if (status === 'canceled' || status === 'incomplete_expired') return 'ended';
  const invoiceId = idOf(subscription.latest_invoice);
  if (status === 'incomplete' && invoiceId !== null) {
    await stripe.invoices.voidInvoice(invoiceId, {}, withKey(key));
    return 'ended';
  }
  if (!awaitsSetup(subscription)) return 'begun';
  await stripe.subscriptions.cancel(id, {}, withKey(key));
  return 'ended';
}

/** The writes of a checkout. Each carries our own ids as metadata, so that a lost answer can be found again. */
export function checkoutWrites(
  stripe: KeyedStripe,
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
    async abandonSubscription(key, id) {
      const result = await call(() => abandon(stripe, key, id));
      if (result.kind !== 'ok') return result;
      return result.value === 'ended'
        ? { kind: 'ok', value: null }
        : { kind: 'refused', code: 'already_paid', detail: id };
    },
    abandonPayment: (key, id) =>
      call(async () => {
        await stripe.paymentIntents.cancel(id, {}, withKey(key));
        return null;
      }),
  };
}
