import type Stripe from 'stripe';
import { defineCollection, idOf, type Transaction, type Wire } from '../../kernel';

export type Schedule = Wire<Stripe.SubscriptionSchedule>;
export type Phase = Schedule['phases'][number];

export const schedules = defineCollection<Schedule>('subscription_schedule', {
  references: {
    customer: 'customer',
    'default_settings.default_payment_method': 'payment_method',
    'phases.default_payment_method': 'payment_method',
    'phases.discounts.coupon': 'coupon',
    'phases.discounts.promotion_code': 'promotion_code',
    'phases.items.price': 'price',
    subscription: 'subscription',
    test_clock: 'test_helpers.test_clock',
  },
  indexes: {
    customer: (schedule) => idOf(schedule.customer),
    subscription: (schedule) => idOf(schedule.subscription),
  },
});

/** Whether a schedule still has something to do. */
export function isLive(schedule: Schedule): boolean {
  return schedule.status === 'active' || schedule.status === 'not_started';
}

/** Which phase a schedule is in; -1 before its first and after its last. */
export function currentIndex({ phases, current_phase }: Schedule): number {
  return current_phase ? phases.findIndex((phase) => phase.start_date === current_phase.start_date) : -1;
}

/** Stores a schedule's next state and says what changed. */
export function changeSchedule(tx: Transaction, before: Schedule, to: Partial<Schedule>): Schedule {
  const after = tx.put(schedules, { ...before, ...to });
  tx.emitUpdated('subscription_schedule.updated', before, after);
  return after;
}
