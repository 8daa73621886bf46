import { type Due, defineDuties, idOf, type Transaction } from '../../kernel';
import { customers } from '../../payments';
import { carryOut } from '../subscriptions/change/carry-out';
import type { ProrationBehavior } from '../subscriptions/change/request';
import { noteGiven, wasGiven } from '../subscriptions/renewal/notices';
import { complete, endSchedule, steered } from './end';
import { enterPhase } from './enter-phase';
import { changeSchedule, currentIndex, type Phase, type Schedule, schedules } from './schedule';
import { startSchedule } from './start';

/** How long before its end a schedule is announced to expire (seconds): documented with the event. */
const NOTICE = 7 * 86_400;

/** The phase that is under way is over: the next one begins, or the schedule is complete. */
export function nextPhase(tx: Transaction, schedule: Schedule): Schedule {
  const phase = schedule.phases[currentIndex(schedule) + 1];
  const before = steered(tx, schedule);
  if (!phase || !before) return complete(tx, schedule);
  const entry = { proration_behavior: prorationOf(phase), begins: true };
  const applied = enterPhase(tx, before, schedule, phase, entry);
  carryOut(tx, before, applied, { behavior: 'allow_incomplete', offSession: true, site: tx });
  return changeSchedule(tx, schedule, {
    current_phase: { start_date: phase.start_date, end_date: phase.end_date },
  });
}

/** A schedule whose customer is gone has nothing to begin. */
function startOrEnd(tx: Transaction, schedule: Schedule): void {
  const customer = tx.get(customers, idOf(schedule.customer) ?? '');
  if (!customer || customer.deleted === true) endSchedule(tx, schedule, 'canceled');
  else startSchedule(tx, schedule);
}

/** How the beginning of a phase is prorated. */
function prorationOf({ proration_behavior: behavior }: Phase): ProrationBehavior {
  if (behavior === 'none') return 'none';
  return behavior === 'always_invoice' ? 'always_invoice' : 'create_prorations';
}

function announceEnd(tx: Transaction, schedule: Schedule): void {
  noteGiven(tx, schedule.id, 'schedule.expiring', schedule.phases.at(-1)?.end_date ?? 0);
  tx.emit('subscription_schedule.expiring', schedule);
}

function expiring(tx: Transaction, { id, phases }: Schedule): Due[] {
  const end = phases.at(-1)?.end_date ?? 0;
  const announced = wasGiven(tx, id, 'schedule.expiring', end);
  // A schedule that is shorter than the notice has none: inferred.
  const start = phases[0]?.start_date ?? end;
  return announced || end - NOTICE <= start ? [] : [{ kind: 'schedule.expiring', at: end - NOTICE }];
}

defineDuties(schedules, {
  due(tx, schedule) {
    if (schedule.status === 'not_started') {
      return [{ kind: 'schedule.start', at: schedule.phases[0]?.start_date ?? 0 }];
    }
    if (schedule.status !== 'active' || !schedule.current_phase) return [];
    return [...expiring(tx, schedule), { kind: 'schedule.phase', at: schedule.current_phase.end_date }];
  },
  run: { 'schedule.start': startOrEnd, 'schedule.phase': nextPhase, 'schedule.expiring': announceEnd },
});
