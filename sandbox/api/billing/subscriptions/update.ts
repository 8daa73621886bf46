import { defineRoute, type Transaction } from '../../kernel';
import { applyChange } from './change/apply';
import { type ChangePayment, carryOut } from './change/carry-out';
import type { ChangeRequest } from './change/request';
import { type UpdateParams, updateParams } from './params';
import { discardPendingUpdate } from './pending-update';
import { type Subscription, subscriptions } from './subscription';
import { checkUpdate } from './update-check';
import { endingFields, resolvedEnd } from './update-ending';
import { plainFields } from './update-fields';
import { trialRequest } from './update-trial';

export const update = defineRoute({
  method: 'POST',
  path: '/v1/subscriptions/:subscription',
  params: updateParams,
  handle({ tx, params, path, caller }): Subscription {
    const found = tx.addressed(subscriptions, path('subscription'));
    checkUpdate(found, params);
    const before = movesMoney(params) ? discardPendingUpdate(tx, found) : found;
    const payment: ChangePayment = {
      behavior: params.payment_behavior ?? 'allow_incomplete',
      offSession: params.off_session ?? false,
      site: caller,
    };
    return carryOut(tx, before, applyChange(tx, before, changeRequest(tx, before, params)), payment);
  },
});

/** An update in the words of the change it asks for. */
function changeRequest(tx: Transaction, before: Subscription, params: UpdateParams): ChangeRequest {
  return {
    items: params.items,
    itemsParam: 'items',
    discounts: params.discounts,
    add_invoice_items: params.add_invoice_items,
    proration_behavior: params.proration_behavior,
    proration_date: params.proration_date,
    billing_cycle_anchor: params.billing_cycle_anchor?.type,
    trial_end: trialRequest(tx, before, params),
    cancel_at: resolvedEnd(tx, before, params),
    fields: { ...plainFields(tx, before, params), ...endingFields(tx, before, params) },
  };
}

/** Another change of what is billed takes the place of one that still waits for its payment. */
function movesMoney(params: UpdateParams): boolean {
  const { items, billing_cycle_anchor, trial_end, trial_from_plan, discounts } = params;
  return [items, billing_cycle_anchor, trial_end, trial_from_plan, discounts].some(
    (value) => value !== undefined,
  );
}
