import { idOf } from '../kernel';
import { numeric, type SearchFields, string, token } from '../kernel/search/fields';
import { searchRoute } from '../kernel/search/route';
import {
  type Charge,
  type Customer,
  charges,
  customers,
  type PaymentIntent,
  paymentIntents,
} from '../payments';

export const customerSearch = searchRoute<Customer>({
  path: '/v1/customers/search',
  resource: 'customers',
  items: (tx) => tx.all(customers).filter((customer): customer is Customer => customer.deleted !== true),
  fields: {
    created: numeric((customer) => customer.created),
    email: string((customer) => customer.email),
    name: string((customer) => customer.name),
    phone: string((customer) => customer.phone),
  },
});

export const paymentIntentSearch = searchRoute<PaymentIntent>({
  path: '/v1/payment_intents/search',
  resource: 'payment_intents',
  items: (tx) => tx.all(paymentIntents),
  fields: {
    amount: numeric((intent) => intent.amount),
    created: numeric((intent) => intent.created),
    currency: token((intent) => intent.currency),
    customer: token((intent) => idOf(intent.customer)),
    status: token((intent) => intent.status),
  },
});

const cardFields: SearchFields<Charge> = {
  'payment_method_details.card.brand': token((charge) => charge.payment_method_details?.card?.brand),
  'payment_method_details.card.exp_month': token((charge) => charge.payment_method_details?.card?.exp_month),
  'payment_method_details.card.exp_year': token((charge) => charge.payment_method_details?.card?.exp_year),
  'payment_method_details.card.fingerprint': token(
    (charge) => charge.payment_method_details?.card?.fingerprint,
  ),
  'payment_method_details.card.last4': token((charge) => charge.payment_method_details?.card?.last4),
};

export const chargeSearch = searchRoute<Charge>({
  path: '/v1/charges/search',
  resource: 'charges',
  items: (tx) => tx.all(charges),
  fields: {
    ...cardFields,
    amount: numeric((charge) => charge.amount),
    'billing_details.address.postal_code': token((charge) => charge.billing_details.address?.postal_code),
    created: numeric((charge) => charge.created),
    currency: token((charge) => charge.currency),
    customer: token((charge) => idOf(charge.customer)),
    disputed: token((charge) => charge.disputed),
    refunded: token(refundedToken),
    status: token((charge) => charge.status),
  },
});

/** Of three values: "true" when all was refunded, "false" when a part was, null when nothing was. */
function refundedToken(charge: Charge): 'true' | 'false' | null {
  if (charge.refunded) return 'true';
  return charge.amount_refunded > 0 ? 'false' : null;
}
