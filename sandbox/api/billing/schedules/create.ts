import { defineRoute, invalidRequest, mergeMetadata, notImplemented, type Transaction } from '../../kernel';
import { liveCustomer } from '../../payments';
import { checkRoom } from '../subscriptions/create';
import { blankSchedule, settingsAfter } from './build';
import { scheduleFrom } from './from-subscription';
import { type CreateParams, createParams } from './params';
import { phasesOf } from './phases';
import { type Schedule, schedules } from './schedule';
import { startSchedule } from './start';

export const create = defineRoute({
  method: 'POST',
  path: '/v1/subscription_schedules',
  params: createParams,
  handle({ tx, params }): Schedule {
    const { from_subscription } = params;
    return from_subscription === undefined
      ? scheduleNew(tx, params)
      : scheduleFrom(tx, from_subscription, params);
  },
});

/** A schedule whose subscription is still to come. Throws 400. */
function scheduleNew(tx: Transaction, params: CreateParams): Schedule {
  if (params.customer === undefined) throw missing('customer');
  if (params.start_date === undefined) throw missing('start_date');
  if (params.billing_mode?.type === 'classic') {
    throw notImplemented('the classic billing mode', 'billing_mode[type]');
  }
  const customer = liveCustomer(tx, params.customer);
  checkRoom(tx, customer);
  const start = params.start_date === 'now' ? tx.now() : params.start_date;
  if (start < tx.now()) throw notImplemented('schedules that begin in the past', 'start_date');
  const blank = blankSchedule(tx, customer);
  const default_settings = settingsAfter(tx, blank.default_settings, params.default_settings, customer.id);
  const schedule = tx.put(schedules, {
    ...blank,
    billing_mode: {
      flexible: { proration_discounts: params.billing_mode?.flexible?.proration_discounts ?? 'included' },
      type: 'flexible',
    },
    default_settings,
    end_behavior: params.end_behavior ?? 'release',
    metadata: mergeMetadata({}, params.metadata),
    phases: phasesOf(tx, params.phases ?? [], { customer, start }),
  });
  tx.emit('subscription_schedule.created', schedule);
  return start > tx.now() ? schedule : startSchedule(tx, schedule);
}

function missing(param: string) {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}
