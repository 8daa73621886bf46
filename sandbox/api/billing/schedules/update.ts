import type { z } from 'zod';
import {
  defineRoute,
  forbiddenState,
  idOf,
  invalidRequest,
  mergeMetadata,
  type Transaction,
} from '../../kernel';
import { liveCustomer } from '../../payments';
import { carryOut } from '../subscriptions/change/carry-out';
import { settingsAfter } from './build';
import { steered } from './end';
import { enterPhase } from './enter-phase';
import { type PhaseRequest, updateParams } from './params';
import { phasesOf } from './phases';
import { changeSchedule, currentIndex, isLive, type Phase, type Schedule, schedules } from './schedule';
import { nextPhase } from './transition';

type UpdateParams = z.output<typeof updateParams>;

export const update = defineRoute({
  method: 'POST',
  path: '/v1/subscription_schedules/:schedule',
  params: updateParams,
  handle({ tx, params, path, caller }): Schedule {
    const before = tx.addressed(schedules, path('schedule'));
    if (!isLive(before)) {
      const message = `You cannot update a subscription schedule that is in the \`${before.status}\` status.`;
      throw forbiddenState(message);
    }
    const customer = idOf(before.customer) ?? '';
    const phases = params.phases ? replaced(tx, before, params.phases) : before.phases;
    const current = before.current_phase && phases[0];
    const after = changeSchedule(tx, before, {
      default_settings: settingsAfter(tx, before.default_settings, params.default_settings, customer),
      end_behavior: params.end_behavior ?? before.end_behavior,
      metadata: mergeMetadata(before.metadata ?? {}, params.metadata),
      phases,
      ...(current && params.phases
        ? { current_phase: { start_date: current.start_date, end_date: current.end_date } }
        : {}),
    });
    if (after.status !== 'active') return after;
    applyCurrent(tx, after, params, caller);
    // A phase that was ended by the update gives way to the next one at once.
    const over = after.current_phase !== null && after.current_phase.end_date <= tx.now();
    return over ? nextPhase(tx, after) : after;
  },
});

/**
 * The phases as a request wants them: past ones may be left out, the one under way stays where it began. Throws 400.
 */
function replaced(tx: Transaction, before: Schedule, requests: readonly PhaseRequest[]): Phase[] {
  const customer = liveCustomer(tx, idOf(before.customer) ?? '');
  const underway = before.phases[currentIndex(before)];
  const first = before.phases[0];
  if (!underway) {
    const asked = requests[0]?.start_date;
    const start = asked === 'now' ? tx.now() : (asked ?? first?.start_date ?? tx.now());
    return phasesOf(tx, requests, { customer, start });
  }
  const from = requests.findIndex(({ start_date }) => start_date === underway.start_date);
  const rest = requests.slice(Math.max(from, 0));
  const begins = rest[0]?.start_date;
  if (begins !== undefined && begins !== underway.start_date) {
    const message = 'You can not modify the start date of the current phase.';
    throw invalidRequest(message, { param: 'phases[0][start_date]' });
  }
  return phasesOf(tx, rest, { customer, start: underway.start_date, currency: underway.currency });
}

/** What changed about the phase under way takes effect at once. */
function applyCurrent(
  tx: Transaction,
  schedule: Schedule,
  params: UpdateParams,
  site: { origin: string },
): void {
  const subscription = steered(tx, schedule);
  const phase = schedule.phases[currentIndex(schedule)];
  if (!subscription || !phase || (params.phases === undefined && params.end_behavior === undefined)) return;
  const applied = enterPhase(tx, subscription, schedule, phase, {
    begins: false,
    proration_behavior: params.proration_behavior ?? 'create_prorations',
  });
  carryOut(tx, subscription, applied, { behavior: 'allow_incomplete', offSession: true, site });
}
