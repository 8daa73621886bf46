import { forbiddenState, idOf, invalidRequest } from '../../kernel';
import type { UpdateParams } from './params';
import type { Subscription } from './subscription';

/** Refuses what the state of a subscription forbids. Throws 400. */
export function checkUpdate(subscription: Subscription, params: UpdateParams): void {
  const { metadata: _metadata, cancellation_details: _details, expand: _expand, ...rest } = params;
  const others = Object.entries(rest).filter(([, value]) => value !== undefined);
  if (subscription.status === 'canceled' && others.length > 0) {
    throw forbiddenState('A canceled subscription can only update its cancellation_details and metadata.', {
      code: 'invalid_canceled_subscription_fields',
    });
  }
  if (subscription.status === 'incomplete_expired' && others.length > 0) {
    throw forbiddenState('An expired subscription can only update its cancellation_details and metadata.');
  }
  if (subscription.status === 'incomplete') refuseWhileIncomplete(params);
  refuseEndOfScheduled(subscription, params);
  if (params.payment_behavior === 'pending_if_incomplete') refusePending(subscription, params);
}

/** The first invoice is settled before anything else is billed. */
function refuseWhileIncomplete(params: UpdateParams): void {
  const param = (
    [
      'items',
      'billing_cycle_anchor',
      'trial_end',
      'trial_from_plan',
      'add_invoice_items',
      'cancel_at',
      'cancel_at_period_end',
    ] as const
  ).find((name) => params[name] !== undefined);
  if (param === undefined) return;
  const what = param === 'items' ? 'The items' : `The \`${param}\``;
  throw forbiddenState(`${what} of a subscription cannot be changed while it is incomplete.`, { param });
}

/** When it ends is for its schedule to say. */
function refuseEndOfScheduled(subscription: Subscription, params: UpdateParams): void {
  const schedule = idOf(subscription.schedule);
  if (schedule === null || (params.cancel_at === undefined && params.cancel_at_period_end === undefined))
    return;
  throw forbiddenState(
    `The subscription is managed by the subscription schedule \`${schedule}\`, and updating any cancelation behavior ` +
      'directly is not allowed. Please update the schedule instead.',
  );
}

/** What a pending update may hold (docs.stripe.com/billing/subscriptions/pending-updates-reference). */
const MAY_PEND = [
  'add_invoice_items',
  'billing_cycle_anchor',
  'expand',
  'items',
  'off_session',
  'payment_behavior',
  'proration_behavior',
  'proration_date',
  'trial_end',
  'trial_from_plan',
];

function refusePending(subscription: Subscription, params: UpdateParams): void {
  if (subscription.collection_method === 'send_invoice') {
    const message =
      'You cannot use `payment_behavior=pending_if_incomplete` when `collection_method` is `send_invoice`.';
    throw forbiddenState(message, { param: 'payment_behavior' });
  }
  const param = Object.entries(params).find(
    ([name, value]) => value !== undefined && !MAY_PEND.includes(name),
  )?.[0];
  if (param === undefined) return;
  const message = `Passing \`${param}\` is not supported when \`payment_behavior\` is \`pending_if_incomplete\`.`;
  throw invalidRequest(message, { param });
}
