import type Stripe from 'stripe';
import type { SubscriptionRecord } from '../../../records';
import { quantityIn } from '../quantity';
import { dateOf, idOf } from './fields';

type Scheduled = Pick<
  SubscriptionRecord,
  'scheduleId' | 'scheduledPriceId' | 'scheduledQuantity' | 'scheduledAt'
>;

/** What comes after the phase that runs now; nothing once the last one has begun. */
function nextPhase({ phases, current_phase }: Stripe.SubscriptionSchedule) {
  return phases.find(({ start_date }) => start_date >= (current_phase?.end_date ?? Number.POSITIVE_INFINITY));
}

/** @param schedule of a subscription, expanded */
export function toScheduled(schedule: Stripe.Subscription['schedule']): Scheduled {
  const next = schedule !== null && typeof schedule === 'object' ? nextPhase(schedule) : undefined;
  const item = next?.items[0];
  return {
    scheduleId: idOf(schedule),
    scheduledPriceId: idOf(item?.price ?? null),
    scheduledQuantity: item ? quantityIn(item) : null,
    scheduledAt: dateOf(next?.start_date ?? null),
  };
}
