import { invoiceSearch, priceSearch, productSearch, subscriptionSearch } from './billing';
import { chargeSearch, customerSearch, paymentIntentSearch } from './payments';

/** The seven kinds of objects that can be searched. */
export const searchRoutes = [
  customerSearch,
  productSearch,
  priceSearch,
  subscriptionSearch,
  invoiceSearch,
  paymentIntentSearch,
  chargeSearch,
];
