import { addPaymentMethod } from './add-payment-method';
import { applyPromotionCode } from './apply-promotion-code';
import { cancelSubscription } from './cancel-subscription';
import { changePlan } from './change-plan';
import type { Driver, DriverOf, RunnableOperation, RunnablePurpose } from './driver';
import { endSubscriptions } from './end-subscriptions';
import { pauseSubscription } from './pause-subscription';
import { refundPayment } from './refund-payment';
import { removePaymentMethod } from './remove-payment-method';
import { resumeSubscription } from './resume-subscription';
import { setDefaultPaymentMethod } from './set-default-payment-method';
import { setTaxId } from './set-tax-id';
import { startPayment, startSubscription } from './start';
import { updateCustomer } from './update-customer';

export { isRunnable, type Pass, type RunnableOperation, type RunnablePurpose } from './driver';
export { isStart, type StartOperation } from './start';

const DRIVERS: { readonly [P in RunnablePurpose]: Driver<P> } = {
  start_subscription: startSubscription,
  start_payment: startPayment,
  change_plan: changePlan,
  cancel_subscription: cancelSubscription,
  resume_subscription: resumeSubscription,
  pause_subscription: pauseSubscription,
  apply_promotion_code: applyPromotionCode,
  add_payment_method: addPaymentMethod,
  set_default_payment_method: setDefaultPaymentMethod,
  remove_payment_method: removePaymentMethod,
  refund_payment: refundPayment,
  update_customer: updateCustomer,
  set_tax_id: setTaxId,
  end_subscriptions: endSubscriptions,
};

/** What is particular to an operation's purpose. */
export function driverOf({ purpose }: RunnableOperation): DriverOf<RunnableOperation> {
  return DRIVERS[purpose];
}
