import type { Transaction } from '../../../kernel';
import { followEntitlements, type Subscription, subscriptions } from '../subscription';

/** Lets a paused subscription go on. Why it was paused is no longer said. */
export function reactivate(tx: Transaction, paused: Subscription): Subscription {
  const { status_details: _, ...rest } = paused;
  const resumed = tx.put(subscriptions, { ...rest, status: 'active' });
  tx.emit('customer.subscription.resumed', resumed);
  tx.emitUpdated('customer.subscription.updated', paused, resumed);
  followEntitlements(tx, resumed);
  return resumed;
}
