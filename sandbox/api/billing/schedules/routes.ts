import { defineRoute, forbiddenState, p, paginate, visible, within } from '../../kernel';
import { customers } from '../../payments';
import { settleSchedule } from './cancel';
import { create } from './create';
import { endSchedule, release } from './end';
import { cancelParams, listParams, releaseParams } from './params';
import { isLive, type Schedule, schedules } from './schedule';
import { update } from './update';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/subscription_schedules/:schedule',
  params: p.none,
  handle: ({ tx, path }): Schedule => tx.addressed(schedules, path('schedule')),
});

const releaseRoute = defineRoute({
  method: 'POST',
  path: '/v1/subscription_schedules/:schedule/release',
  params: releaseParams,
  handle({ tx, params, path }): Schedule {
    const schedule = tx.addressed(schedules, path('schedule'));
    requireLive(schedule, 'release');
    return release(tx, schedule, params.preserve_cancel_date ?? false);
  },
});

const cancelRoute = defineRoute({
  method: 'POST',
  path: '/v1/subscription_schedules/:schedule/cancel',
  params: cancelParams,
  handle({ tx, params, path, caller }): Schedule {
    const schedule = tx.addressed(schedules, path('schedule'));
    requireLive(schedule, 'cancel');
    const canceled = endSchedule(tx, schedule, 'canceled');
    settleSchedule(
      tx,
      canceled,
      { prorate: params.prorate ?? true, invoice_now: params.invoice_now ?? true },
      caller,
    );
    return canceled;
  },
});

function requireLive(schedule: Schedule, verb: string): void {
  if (isLive(schedule)) return;
  throw forbiddenState(
    `You cannot ${verb} a subscription schedule that is currently in the \`${schedule.status}\` status. It must be ` +
      '`not_started` or `active`.',
  );
}

const list = defineRoute({
  method: 'GET',
  path: '/v1/subscription_schedules',
  params: listParams,
  handle({ tx, params }) {
    const { canceled_at, completed_at, created, customer, released_at, scheduled } = params;
    if (customer !== undefined) tx.referenced(customers, customer, 'customer');
    const from =
      customer === undefined
        ? visible(tx, tx.all(schedules), undefined)
        : tx.where(schedules, 'customer', customer);
    const matching = from.filter(
      (schedule) =>
        (scheduled !== true || schedule.status === 'not_started') &&
        within(schedule.created, created) &&
        happened(schedule.canceled_at, canceled_at) &&
        happened(schedule.completed_at, completed_at) &&
        happened(schedule.released_at, released_at),
    );
    return paginate(matching, params, '/v1/subscription_schedules');
  },
});

function happened(moment: number | null, range: Parameters<typeof within>[1]): boolean {
  return range === undefined || (moment !== null && within(moment, range));
}

export const scheduleRoutes = [create, retrieve, update, releaseRoute, cancelRoute, list];
