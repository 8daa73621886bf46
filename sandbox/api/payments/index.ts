import type { Route } from '../kernel';
import { accountRoutes } from './account-routes';
import { balanceRoutes } from './balance-routes';
import { challengeRoutes } from './challenge-routes';
import { chargeRoutes } from './charge-routes';
import { confirmationTokenRoutes } from './confirmation-token-routes';
import { customerBalanceRoutes } from './customer-balance-routes';
import { customerRoutes } from './customer-routes';
import { customerSessionElementRoutes } from './customer-session-element-routes';
import { customerSessionRoutes } from './customer-session-routes';
import { disputeRoutes } from './dispute-routes';
import { earlyFraudWarningRoutes } from './early-fraud-warning-routes';
import { eventRoutes } from './event-routes';
import { paymentIntentRoutes } from './payment-intent-routes';
import { paymentMethodRoutes } from './payment-method-routes';
import { refundRoutes } from './refund-routes';
import { setupAttemptRoutes } from './setup-attempt-routes';
import { setupIntentRoutes } from './setup-intent-routes';
import { taxIdRoutes } from './tax-id-routes';
import { unimplementedRoutes } from './unimplemented-routes';
import { walletRoutes } from './wallet-routes';
import { webhookEndpointRoutes } from './webhook-endpoint-routes';

export { fullAddress } from './address';
export { type BalanceTransaction, balanceTransactions, type Charge, charges } from './charge';
export { addressedCustomer, type Customer, customers, type DeletedCustomer, liveCustomer } from './customer';
export {
  type BalanceMove,
  type CustomerBalanceTransaction,
  customerBalanceTransactions,
  moveBalance,
} from './customer-balance';
export { blankCustomer } from './customer-blank';
export { taxLocation } from './customer-tax';
export { type Dispute, disputes } from './dispute';
export { type EarlyFraudWarning, earlyFraudWarnings } from './early-fraud-warning';
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
export { createRefund } from './refund-create';
export { createSetupIntent, type NewSetupIntent, type SetupIntent, setupIntents } from './setup-intent';
export { cancelSetupIntent, confirmSetupIntent, type SetupOutcome } from './setup-intent-confirm';
export { type TaxId, taxIds } from './tax-id';

/** The endpoints of the payments side. */
export const paymentsRoutes: Route[] = [
  ...accountRoutes,
  ...customerRoutes,
  ...customerBalanceRoutes,
  ...taxIdRoutes,
  ...customerSessionRoutes,
  ...customerSessionElementRoutes,
  ...confirmationTokenRoutes,
  ...walletRoutes,
  ...paymentMethodRoutes,
  ...paymentIntentRoutes,
  ...setupIntentRoutes,
  ...setupAttemptRoutes,
  ...challengeRoutes,
  ...chargeRoutes,
  ...balanceRoutes,
  ...earlyFraudWarningRoutes,
  ...disputeRoutes,
  ...refundRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
  ...unimplementedRoutes,
];
