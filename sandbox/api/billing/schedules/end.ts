import { idOf, type Transaction } from '../../kernel';
import { change, isOver, type Subscription, subscriptions } from '../subscriptions/subscription';
import { type Schedule, schedules } from './schedule';

/** The subscription that a schedule steers, as long as it goes on. */
export function steered(tx: Transaction, schedule: Schedule): Subscription | null {
  const subscription = tx.get(subscriptions, idOf(schedule.subscription) ?? '');
  return subscription && !isOver(subscription) ? subscription : null;
}

/** All phases are over. Where the subscription goes on it does so on its own, as it was last. */
export function complete(tx: Transaction, schedule: Schedule): Schedule {
  const subscription = steered(tx, schedule);
  if (subscription) change(tx, subscription, { schedule: null });
  const completed = tx.put(schedules, {
    ...schedule,
    completed_at: tx.now(),
    current_phase: null,
    // That a schedule which lets its subscription go names it like one that was released is inferred.
    released_subscription: subscription?.id ?? null,
    status: 'completed',
    subscription: subscription ? null : schedule.subscription,
  });
  tx.emit('subscription_schedule.completed', completed);
  return completed;
}

/** Lets go of the subscription at once. */
export function release(tx: Transaction, schedule: Schedule, preserveCancelDate: boolean): Schedule {
  const subscription = steered(tx, schedule);
  if (subscription) {
    const unset = schedule.end_behavior === 'cancel' && !preserveCancelDate ? { cancel_at: null } : {};
    change(tx, subscription, { schedule: null, ...unset });
  }
  const released = tx.put(schedules, {
    ...schedule,
    current_phase: null,
    released_at: tx.now(),
    released_subscription: subscription?.id ?? null,
    status: 'released',
    subscription: null,
  });
  tx.emit('subscription_schedule.released', released);
  return released;
}

/**
 * A schedule is over because its subscription is, or because that was asked for.
 * @param how `aborted` when the subscription was canceled for want of payment
 */
export function endSchedule(tx: Transaction, schedule: Schedule, how: 'canceled' | 'aborted'): Schedule {
  const canceled = tx.put(schedules, {
    ...schedule,
    canceled_at: tx.now(),
    current_phase: null,
    status: 'canceled',
  });
  tx.emit(`subscription_schedule.${how}`, canceled);
  return canceled;
}
