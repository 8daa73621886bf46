import type { Route } from '../kernel';
import { accountRoutes } from './account-routes';
import { challengeRoutes } from './challenge-routes';
import { chargeRoutes } from './charge-routes';
import { customerRoutes } from './customer-routes';
import { customerSessionRoutes } from './customer-session-routes';
import { eventRoutes } from './event-routes';
import { paymentIntentRoutes } from './payment-intent-routes';
import { paymentMethodRoutes } from './payment-method-routes';
import { refundRoutes } from './refund-routes';
import { setupIntentRoutes } from './setup-intent-routes';
import { unimplementedRoutes } from './unimplemented-routes';
import { webhookEndpointRoutes } from './webhook-endpoint-routes';

export { type BalanceTransaction, balanceTransactions, type Charge, charges } from './charge';
export { addressedCustomer, type Customer, customers, type DeletedCustomer, liveCustomer } from './customer';
export { attemptFailed } from './intent-error';
export {
  advance,
  createPaymentIntent,
  type NewPaymentIntent,
  type PaymentIntent,
  paymentIntents,
} from './payment-intent';
export { cancelPaymentIntent } from './payment-intent-capture';
export { confirmPaymentIntent, type PaymentOutcome } from './payment-intent-confirm';
export { attachedMethod, attachedMethods, type PaymentMethod, paymentMethods } from './payment-method';
export { attach, resolveMethod } from './payment-method-attach';
export { type Refund, refunds } from './refund';
export { startRefundClock } from './refund-clock';
export { createRefund } from './refund-create';
export { createSetupIntent, type NewSetupIntent, type SetupIntent, setupIntents } from './setup-intent';
export { cancelSetupIntent, confirmSetupIntent, type SetupOutcome } from './setup-intent-confirm';

/** The endpoints of the payments side. */
export const paymentsRoutes: Route[] = [
  ...accountRoutes,
  ...customerRoutes,
  ...customerSessionRoutes,
  ...paymentMethodRoutes,
  ...paymentIntentRoutes,
  ...setupIntentRoutes,
  ...challengeRoutes,
  ...chargeRoutes,
  ...refundRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
  ...unimplementedRoutes,
];
