import type Stripe from 'stripe';
import { idOf, type TestClock, type Transaction, testClocks, type Wire } from '../kernel';
import { type Customer, customers } from '../payments';
import { removeCustomer } from '../payments/customer-remove';

export type DeletedTestClock = Wire<Stripe.TestHelpers.DeletedTestClock>;

/** Deletes a clock with its customers, whose subscriptions are canceled by that, as Stripe does. */
export function removeClock(tx: Transaction, clock: TestClock): DeletedTestClock {
  for (const customer of customersOn(tx, clock.id)) removeCustomer(tx, customer);
  tx.drop(testClocks, clock.id);
  tx.emit('test_helpers.test_clock.deleted', clock);
  return { id: clock.id, object: 'test_helpers.test_clock', deleted: true };
}

function customersOn(tx: Transaction, clock: string): Customer[] {
  return tx
    .all(customers)
    .filter(
      (customer): customer is Customer => customer.deleted !== true && idOf(customer.test_clock) === clock,
    );
}
