import { idOf, type Transaction } from '../../kernel';
import type { Subscription } from '../subscriptions/subscription';
import { endSchedule } from './end';
import { isLive, schedules } from './schedule';

/** A subscription has ended: its schedule ends with it, unless it was the schedule's own doing. */
export function scheduleFollows(tx: Transaction, canceled: Subscription): void {
  const schedule = tx.get(schedules, idOf(canceled.schedule) ?? '');
  if (!schedule || !isLive(schedule)) return;
  const planned = schedule.end_behavior === 'cancel' && schedule.phases.at(-1)?.end_date === tx.now();
  if (planned) return;
  endSchedule(
    tx,
    schedule,
    canceled.cancellation_details?.reason === 'payment_failed' ? 'aborted' : 'canceled',
  );
}
