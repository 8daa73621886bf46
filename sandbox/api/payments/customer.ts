import type Stripe from 'stripe';
import { defineCollection, noSuch, type Transaction, type Wire } from '../kernel';

export type Customer = Wire<Stripe.Customer>;
export type DeletedCustomer = Wire<Stripe.DeletedCustomer>;

export const customers = defineCollection<Customer | DeletedCustomer>('customer', {
  references: {
    'invoice_settings.default_payment_method': 'payment_method',
    test_clock: 'test_helpers.test_clock',
  },
});

/** The customer a parameter names. Throws 400 when there is none or it was deleted. */
export function liveCustomer(tx: Transaction, id: string, param = 'customer'): Customer {
  const customer = tx.referenced(customers, id, param);
  if (customer.deleted === true) throw noSuch('customer', id, { param });
  return customer;
}

/** A customer to be changed by its own address. Throws 404 when there is none or it was deleted. */
export function addressedCustomer(tx: Transaction, id: string): Customer {
  const customer = tx.addressed(customers, id);
  if (customer.deleted === true) throw noSuch('customer', id, 'path');
  return customer;
}
