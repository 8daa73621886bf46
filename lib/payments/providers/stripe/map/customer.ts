import type Stripe from 'stripe';
import { z } from 'zod';
import { searchWords } from '../../../domain/search-words';
import type { CustomerRecord } from '../../../records';
import { dateOf, idOf, rawOf } from './fields';

export function toCustomer(customer: Stripe.Customer): CustomerRecord {
  return {
    kind: 'customer',
    id: customer.id,
    // Another application on the account may have written something else there.
    userId: z.uuid().safeParse(customer.metadata.user_id).data ?? null,
    email: customer.email,
    name: customer.name ?? null,
    words: searchWords(`${customer.name ?? ''} ${customer.email ?? ''}`).join(' '),
    currency: customer.currency ?? null,
    defaultPaymentMethodId: idOf(customer.invoice_settings.default_payment_method),
    created: dateOf(customer.created),
    raw: rawOf(customer),
  };
}
