import { forbiddenState, idOf } from '../../kernel';
import type { Customer } from '../../payments';

/** Stripe's limit for a customer on a test clock made by the API. */
const MOST = 3;

/** Checks that a customer on a test clock may have one more subscription. Throws 400; the wording is inferred. */
export function checkRoomOnClock(customer: Customer, live: number): void {
  const clock = idOf(customer.test_clock);
  if (clock === null || live < MOST) return;
  throw forbiddenState(`Customers on a test clock can have up to ${MOST} subscriptions: ${clock}.`);
}
