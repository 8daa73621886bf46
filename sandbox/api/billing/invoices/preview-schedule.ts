import { idOf, type Transaction } from '../../kernel';
import { liveCustomer } from '../../payments';
import { steered } from '../schedules/end';
import { isLive, schedules } from '../schedules/schedule';
import { beginPhase } from '../schedules/start';
import { nextPhase } from '../schedules/transition';
import { nextEnd } from '../subscriptions/renewal/roll';
import { type Subscription, subscriptions } from '../subscriptions/subscription';
import { type Invoice, invoices } from './invoice';
import { addPreviewItems } from './preview-items';
import { nextOf } from './preview-next';
import type { PreviewParams } from './preview-params';
import { asPreview, noUpcoming } from './preview-shape';

/** The next invoice of a schedule: that of its beginning, or the next one of its subscription. Throws 404. */
export function previewSchedule(scratch: Transaction, id: string, params: PreviewParams): Invoice {
  const schedule = scratch.referenced(schedules, id, 'schedule');
  const customer = liveCustomer(scratch, idOf(schedule.customer) ?? '');
  if (schedule.status === 'not_started') {
    scratch.standAt(schedule.phases[0]?.start_date ?? scratch.now());
    const { draft } = beginPhase(scratch, schedule);
    if (draft) return asPreview(scratch, draft);
  }
  const subscription = isLive(schedule) ? steered(scratch, schedule) : null;
  if (!subscription) throw noUpcoming({ customer: customer.id });
  const { currency } = subscription;
  addPreviewItems(scratch, params.invoice_items, { customer, currency, subscription: subscription.id });
  return asPreview(scratch, upcomingOfScheduled(scratch, subscription) ?? nextOf(scratch, subscription));
}

/**
 * The next invoice of a subscription that a schedule steers, when the schedule has something to say before its next
 * renewal: phases take effect in the rehearsal as they will in earnest. null when it has not.
 */
export function upcomingOfScheduled(scratch: Transaction, subscription: Subscription): Invoice | null {
  const schedule = scratch.get(schedules, idOf(subscription.schedule) ?? '');
  const end = schedule?.current_phase?.end_date;
  if (!schedule || end === undefined || end > nextEnd(subscription)) return null;
  scratch.put(subscriptions, subscription);
  scratch.standAt(end);
  nextPhase(scratch, schedule);
  const after = scratch.existing(subscriptions, subscription.id);
  const made = idOf(after.latest_invoice);
  if (made !== null && made !== idOf(subscription.latest_invoice)) return scratch.existing(invoices, made);
  return upcomingOfScheduled(scratch, after) ?? nextOf(scratch, after);
}
