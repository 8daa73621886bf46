import type Stripe from 'stripe';
import type { CustomerRecord } from '../../../records';
import { dateOf, idOf, rawOf } from './fields';

export function toCustomer(customer: Stripe.Customer): CustomerRecord {
  return {
    kind: 'customer',
    id: customer.id,
    userId: customer.metadata.user_id ?? null,
    email: customer.email,
    name: customer.name ?? null,
    currency: customer.currency ?? null,
    defaultPaymentMethodId: idOf(customer.invoice_settings.default_payment_method),
    created: dateOf(customer.created),
    raw: rawOf(customer),
  };
}
