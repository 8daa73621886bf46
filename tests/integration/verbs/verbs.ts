import type { RunnablePurpose } from '@/lib/payments/operations/drivers';
import { addCard, endSubscriptions, removeCard, setDefault, updateCustomer } from './customer-verbs';
import { refund, startPayment, startSubscription } from './payment-verbs';
import { changePlanLater, changePlanNow } from './plan-verbs';
import { cancelAtPeriodEnd, cancelNow, pause, promotionCode, resume, unpause } from './subscription-verbs';
import { changeTaxId, removeTaxId, setTaxId } from './tax-id-verbs';
import type { Verb } from './verb';

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
  set_tax_id: [setTaxId, changeTaxId, removeTaxId],
  end_subscriptions: [endSubscriptions],
};

export const VERBS: readonly Verb[] = Object.values(BY_PURPOSE).flat();
