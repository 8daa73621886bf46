import { forbiddenState, idOf, refuseAdvancing, type Transaction, testClocks } from '../kernel';
import { customers } from './customer';

/** Stripe's limit for a clock made by the API. */
const MOST_CUSTOMERS = 3;

/** Checks that a new customer may live on a test clock, and takes the time from it. Throws 400, or 429 on its way. */
export function joinClock(tx: Transaction, id: string): void {
  const clock = tx.referenced(testClocks, id, 'test_clock');
  refuseAdvancing(clock);
  const there = tx
    .all(customers)
    .filter((customer) => customer.deleted !== true && idOf(customer.test_clock) === clock.id);
  if (there.length < MOST_CUSTOMERS) return;
  throw forbiddenState(`Test clock ${clock.id} already has the maximum of ${MOST_CUSTOMERS} customers.`, {
    param: 'test_clock',
  });
}
