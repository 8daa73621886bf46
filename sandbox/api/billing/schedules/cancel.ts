import type { Transaction } from '../../kernel';
import type { Site } from '../invoices/finalize';
import { endNow } from '../subscriptions/cancel-now';
import type { FinalBill } from '../subscriptions/final-invoice';
import { steered } from './end';
import type { Schedule } from './schedule';

/** Cancels the subscription of a schedule that was canceled, with its final invoice. */
export function settleSchedule(tx: Transaction, schedule: Schedule, bill: FinalBill, site: Site): void {
  const subscription = steered(tx, schedule);
  if (subscription) endNow(tx, subscription, bill, { site, comment: {} });
}
