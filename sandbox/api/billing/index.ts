import type { Route } from '../kernel';
import { couponRoutes } from './coupons/routes';
import { invoicePaymentRoutes } from './invoices/invoice-payment-routes';
import { invoiceRoutes } from './invoices/routes';
import { followPayments } from './on-payments';
import { priceRoutes } from './prices/routes';
import { productRoutes } from './products/routes';
import { promotionCodeRoutes } from './promotion-codes/routes';
import { subscriptionRoutes } from './subscriptions/routes';

export { startBillingClock } from './clockwork';
export { invoicePages } from './invoices/document/pages';

followPayments();

/** The endpoints of the billing side. */
export const billingRoutes: Route[] = [
  ...productRoutes,
  ...priceRoutes,
  ...couponRoutes,
  ...promotionCodeRoutes,
  ...subscriptionRoutes,
  ...invoiceRoutes,
  ...invoicePaymentRoutes,
];
