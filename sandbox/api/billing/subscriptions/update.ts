import {
  defineRoute,
  forbiddenState,
  invalidRequest,
  mergeMetadata,
  notImplemented,
  type Transaction,
} from '../../kernel';
import { attachedMethod } from '../../payments';
import { type UpdateParams, updateParams } from './params';
import { change, customerIdOf, type Subscription, subscriptions } from './subscription';
import { changedItems } from './update-items';

export const update = defineRoute({
  method: 'POST',
  path: '/v1/subscriptions/:subscription',
  params: updateParams,
  handle({ tx, params, path }): Subscription {
    const before = tx.addressed(subscriptions, path('subscription'));
    checkState(before, params);
    const next: Partial<Subscription> = { metadata: mergeMetadata(before.metadata, params.metadata) };
    if (params.default_payment_method !== undefined) {
      attachedMethod(tx, params.default_payment_method, customerIdOf(before), 'default_payment_method');
      next.default_payment_method = params.default_payment_method;
    }
    if (params.description !== undefined) next.description = params.description;
    const save = params.payment_settings?.save_default_payment_method;
    if (save !== undefined && before.payment_settings) {
      next.payment_settings = { ...before.payment_settings, save_default_payment_method: save };
    }
    const { missing_payment_method } = params.trial_settings?.end_behavior ?? {};
    if (missing_payment_method !== undefined) {
      next.trial_settings = { end_behavior: { billing_cycle_anchor: null, missing_payment_method } };
    }
    if (params.items) next.items = changedItems(tx, before, params);
    Object.assign(next, ending(tx, before, params));
    return change(tx, before, next);
  },
});

function checkState(subscription: Subscription, params: UpdateParams): void {
  if (params.collection_method === 'send_invoice')
    throw notImplemented('invoices sent by mail', 'collection_method');
  const { metadata: _, cancellation_details: __, expand: ___, ...rest } = params;
  const others = Object.entries(rest).filter(([, value]) => value !== undefined);
  if (subscription.status === 'canceled' && others.length > 0) {
    throw forbiddenState('A canceled subscription can only update its cancellation_details and metadata.', {
      code: 'invalid_canceled_subscription_fields',
    });
  }
  if (subscription.status === 'incomplete_expired' && others.length > 0) {
    throw forbiddenState('An expired subscription can only update its cancellation_details and metadata.');
  }
  if (subscription.status === 'incomplete' && params.items) {
    throw forbiddenState('The items of a subscription cannot be changed while it is incomplete.', {
      param: 'items',
    });
  }
}

/** When and why the subscription will end. */
function ending(tx: Transaction, before: Subscription, params: UpdateParams): Partial<Subscription> {
  const details = {
    comment: null,
    feedback: null,
    feedback_option: null,
    reason: null,
    ...before.cancellation_details,
    ...params.cancellation_details,
  };
  const at = endAt(tx, before, params);
  if (at === undefined) return params.cancellation_details ? { cancellation_details: details } : {};
  return {
    cancel_at: at,
    cancel_at_period_end: params.cancel_at_period_end ?? false,
    canceled_at: at === null ? null : tx.now(),
    cancellation_details: { ...details, reason: at === null ? null : 'cancellation_requested' },
  };
}

/** The moment of the end: null for none any more, undefined when the request says nothing of it. */
function endAt(tx: Transaction, before: Subscription, params: UpdateParams): number | null | undefined {
  const { cancel_at, cancel_at_period_end } = params;
  if (cancel_at !== undefined && cancel_at_period_end !== undefined) {
    const message = 'You may only specify one of these parameters: cancel_at, cancel_at_period_end.';
    throw invalidRequest(message, { param: 'cancel_at' });
  }
  if (cancel_at_period_end === before.cancel_at_period_end) return undefined;
  if (cancel_at_period_end === false) return null;
  if (cancel_at_period_end === true)
    return Math.max(...before.items.data.map((item) => item.current_period_end));
  if (typeof cancel_at === 'number' && cancel_at <= tx.now()) {
    throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', {
      param: 'cancel_at',
    });
  }
  return cancel_at;
}
