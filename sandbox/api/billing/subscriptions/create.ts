import { defineRoute, forbiddenState, type Transaction } from '../../kernel';
import { attachedMethod, type Customer, liveCustomer } from '../../payments';
import { finalize } from '../invoices/finalize';
import { begin } from './begin';
import { beginSent } from './begin-sent';
import { beginUnbilled } from './begin-unbilled';
import { type CreateParams, checkSupported, paymentBehavior } from './build';
import { checkRoomOnClock } from './clock-limit';
import { collectFirst, type FirstOutcome, type FirstPayment } from './collect-first';
import { chargedMethod } from './methods';
import { takeOrder } from './order';
import { createParams } from './params';
import { liveSubscriptions, type Subscription } from './subscription';

const MOST_SUBSCRIPTIONS = 500;

export const create = defineRoute({
  method: 'POST',
  path: '/v1/subscriptions',
  params: createParams,
  handle({ tx, params, caller }): Subscription {
    const customer = liveCustomer(tx, params.customer);
    checkSupported(params);
    const behavior = paymentBehavior(params);
    checkRoom(tx, customer);
    const own = params.default_payment_method;
    if (own !== undefined) attachedMethod(tx, own, customer.id, 'default_payment_method');
    const order = takeOrder(tx, orderRequest(params), customer);
    const { subscription, draft, made } = begin(tx, { id: tx.newId('sub'), order, params, customer });
    for (const item of made) tx.emit('invoiceitem.created', { ...item, invoice: draft?.id ?? null });
    const payment: FirstPayment = {
      behavior,
      method: chargedMethod(own ?? null, customer),
      offSession: params.off_session ?? false,
      trial: order.trialEnd !== null,
    };
    if (draft && subscription.collection_method === 'send_invoice') return beginSent(tx, subscription, draft);
    const build = (outcome: FirstOutcome): Subscription => ({
      ...subscription,
      status: outcome.status,
      pending_setup_intent: outcome.setupIntent,
      default_payment_method: own ?? savedMethod(params, outcome.paidWith),
    });
    if (draft) return collectFirst(tx, finalize(tx, draft, caller), payment, build);
    return beginUnbilled(tx, { customer: customer.id, currency: order.currency }, payment, build);
  },
});

/** Throws 400 when a customer has as many subscriptions as one may have. */
export function checkRoom(tx: Transaction, customer: Customer): void {
  const live = liveSubscriptions(tx, customer.id).length;
  if (live >= MOST_SUBSCRIPTIONS) {
    throw forbiddenState(
      `Customer ${customer.id} already has the maximum ${MOST_SUBSCRIPTIONS} current subscriptions. ` +
        'Cancel some before creating new ones.',
      { code: 'customer_max_subscriptions' },
    );
  }
  checkRoomOnClock(customer, live);
}

/** A request for a subscription in the words of the order it places. */
function orderRequest(params: CreateParams) {
  const { items, currency, discounts, trial_end, trial_period_days, trial_from_plan } = params;
  const { backdate_start_date, billing_cycle_anchor, billing_cycle_anchor_config, proration_behavior } =
    params;
  return {
    items,
    itemsParam: 'items',
    currency,
    discounts,
    trial_end,
    trial_period_days,
    trial_from_plan,
    backdate_start_date,
    billing_cycle_anchor,
    billing_cycle_anchor_config,
    proration_behavior,
  };
}

/** The method of a successful payment becomes the subscription's own where it asks for that. */
function savedMethod({ payment_settings }: CreateParams, paidWith: string | null): string | null {
  return payment_settings?.save_default_payment_method === 'on_subscription' ? paidWith : null;
}
