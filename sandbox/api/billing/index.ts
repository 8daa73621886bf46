import type { Route } from '../kernel';
import { couponRoutes } from './coupons/routes';
import { creditNoteRoutes } from './credit-notes/routes';
import { discountRoutes } from './discounts/routes';
import { entitlementRoutes } from './entitlements/routes';
import { invoiceItemRoutes } from './invoice-items/routes';
import './invoices/advance';
import { invoicePaymentRoutes } from './invoices/invoice-payment-routes';
import { invoiceRoutes } from './invoices/routes';
import { meterRoutes } from './meters/routes';
import { followPayments } from './on-payments';
import { priceRoutes } from './prices/routes';
import { productRoutes } from './products/routes';
import { promotionCodeRoutes } from './promotion-codes/routes';
import './subscriptions/renewal/duties';
import { scheduleRoutes } from './schedules/routes';
import { subscriptionItemRoutes } from './subscriptions/items/routes';
import { subscriptionRoutes } from './subscriptions/routes';
import { registrationRoutes } from './tax/registration-routes';
import { taxSettingsRoutes } from './tax/settings-routes';
import { taxRateRoutes } from './tax-rates/routes';

export { invoicePages } from './invoices/document/pages';

followPayments();

/** The endpoints of the billing side. */
export const billingRoutes: Route[] = [
  ...productRoutes,
  ...priceRoutes,
  ...couponRoutes,
  ...promotionCodeRoutes,
  ...discountRoutes,
  ...meterRoutes,
  ...entitlementRoutes,
  ...subscriptionRoutes,
  ...subscriptionItemRoutes,
  ...scheduleRoutes,
  ...invoiceRoutes,
  ...invoicePaymentRoutes,
  ...invoiceItemRoutes,
  ...creditNoteRoutes,
  ...taxRateRoutes,
  ...registrationRoutes,
  ...taxSettingsRoutes,
];
