import { defineRoute, forbiddenState } from '../../kernel';
import { attachedMethod, liveCustomer } from '../../payments';
import { buildSubscription, type CreateParams, checkSupported, paymentBehavior } from './build';
import { collectFirst, type FirstPayment } from './collect-first';
import { firstInvoice } from './first-invoice';
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
    checkSupported(tx, params);
    const behavior = paymentBehavior(params);
    const live = liveSubscriptions(tx, customer.id).length;
    if (live >= MOST_SUBSCRIPTIONS) {
      throw forbiddenState(
        `Customer ${customer.id} already has the maximum ${MOST_SUBSCRIPTIONS} current subscriptions. ` +
          'Cancel some before creating new ones.',
        { code: 'customer_max_subscriptions' },
      );
    }
    const own = params.default_payment_method;
    if (own !== undefined) attachedMethod(tx, own, customer.id, 'default_payment_method');
    const order = takeOrder(tx, orderRequest(params), customer);
    const id = tx.newId('sub');
    const { invoice, discounts } = firstInvoice(tx, { id, order, customer, params, site: caller });
    const payment: FirstPayment = {
      behavior,
      method: chargedMethod(own ?? null, customer),
      offSession: params.off_session ?? false,
      trial: order.trialEnd !== null,
    };
    return collectFirst(tx, invoice, payment, (outcome) =>
      buildSubscription(tx, {
        id,
        order,
        params,
        status: outcome.status,
        latest_invoice: invoice.id,
        pending_setup_intent: outcome.setupIntent,
        default_payment_method: own ?? savedMethod(params, outcome.paidWith),
        discounts,
      }),
    );
  },
});

function orderRequest(params: CreateParams) {
  const { items, currency, discounts, trial_end, trial_period_days } = params;
  return { items, itemsParam: 'items', currency, discounts, trial_end, trial_period_days };
}

/** The method of a successful payment becomes the subscription's own where it asks for that. */
function savedMethod({ payment_settings }: CreateParams, paidWith: string | null): string | null {
  return payment_settings?.save_default_payment_method === 'on_subscription' ? paidWith : null;
}
