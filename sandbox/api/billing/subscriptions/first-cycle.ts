import type { z } from 'zod';
import { invalidRequest, notImplemented, type Transaction } from '../../kernel';
import { boundary, type Period, type Recurrence } from '../arithmetic/period';
import type { anchorConfig } from './parts';

/** What a request for a new subscription says of when it is billed. Times in unix seconds. */
export interface CycleRequest {
  backdate_start_date?: number | undefined;
  billing_cycle_anchor?: number | undefined;
  billing_cycle_anchor_config?: z.output<typeof anchorConfig> | undefined;
  proration_behavior?: 'always_invoice' | 'create_prorations' | 'none' | undefined;
}

/** When a new subscription is billed, and for what at first. */
export interface FirstCycle {
  anchor: number;
  period: Period;
  start_date: number;
  /** The whole period, the part of one until the anchor, or nothing until then. */
  billing: 'full' | 'rest' | 'none';
  /** Time before now that is billed too. */
  past: Period | null;
}

/** Settles anchor and first period. Throws 400. */
export function firstCycle(
  tx: Transaction,
  request: CycleRequest,
  recurrence: Recurrence,
  trialEnd: number | null,
): FirstCycle {
  const now = tx.now();
  const anchor = requestedAnchor(tx, request, recurrence);
  const start_date = startOf(tx, request);
  const prorates = request.proration_behavior !== 'none';
  const past = start_date < now && prorates ? { start: start_date, end: now } : null;
  if (trialEnd !== null) {
    if (anchor !== null)
      throw notImplemented('a trial together with a billing cycle anchor', 'billing_cycle_anchor');
    return { anchor: trialEnd, period: { start: now, end: trialEnd }, start_date, billing: 'full', past };
  }
  if (anchor === null || anchor === now) {
    const end = boundary(now, recurrence, 1);
    return { anchor: now, period: { start: now, end }, start_date, billing: 'full', past };
  }
  const billing = prorates ? 'rest' : 'none';
  return { anchor, period: { start: now, end: anchor }, start_date, billing, past };
}

function requestedAnchor(tx: Transaction, request: CycleRequest, recurrence: Recurrence): number | null {
  const { billing_cycle_anchor: moment, billing_cycle_anchor_config: config } = request;
  if (moment !== undefined && config) {
    const message =
      'You may only specify one of these parameters: billing_cycle_anchor, billing_cycle_anchor_config.';
    throw invalidRequest(message, { param: 'billing_cycle_anchor' });
  }
  if (config) return nextOccurrence(tx.now(), config, recurrence);
  if (moment === undefined) return null;
  if (moment < tx.now()) {
    const message = '`billing_cycle_anchor` must be a timestamp in the future.';
    throw invalidRequest(message, { param: 'billing_cycle_anchor' });
  }
  if (moment <= boundary(tx.now(), recurrence, 1)) return moment;
  const message = '`billing_cycle_anchor` cannot be later than next natural billing date';
  throw invalidRequest(`${message} (${boundary(tx.now(), recurrence, 1)}) for plan.`, {
    param: 'billing_cycle_anchor',
  });
}

type Config = NonNullable<CycleRequest['billing_cycle_anchor_config']>;

/** The next moment that a configuration describes, in UTC; parts of the time that it leaves out are those of now. */
function nextOccurrence(now: number, config: Config, { interval }: Recurrence): number {
  if (interval !== 'month' && interval !== 'year') {
    const message = '`billing_cycle_anchor_config` is only valid with monthly and yearly price intervals.';
    throw invalidRequest(message, { param: 'billing_cycle_anchor_config' });
  }
  if (config.month !== undefined && interval === 'month') {
    const message = '`billing_cycle_anchor_config[month]` is only valid with yearly price intervals.';
    throw invalidRequest(message, { param: 'billing_cycle_anchor_config[month]' });
  }
  const at = new Date(now * 1000);
  for (let ahead = 0; ahead <= 12; ahead += 1) {
    const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + ahead];
    if (config.month !== undefined && (month % 12) + 1 !== config.month) continue;
    const day = Math.min(config.day_of_month, new Date(Date.UTC(year, month + 1, 0)).getUTCDate());
    const time = [
      config.hour ?? at.getUTCHours(),
      config.minute ?? at.getUTCMinutes(),
      config.second ?? at.getUTCSeconds(),
    ] as const;
    const moment = Date.UTC(year, month, day, ...time) / 1000;
    if (moment >= now) return moment;
  }
  throw new Error('Every day of the year comes within a year.');
}

function startOf(tx: Transaction, { backdate_start_date: start }: CycleRequest): number {
  if (start === undefined) return tx.now();
  if (start <= tx.now()) return start;
  const message = '`backdate_start_date` must be a timestamp in the past.';
  throw invalidRequest(message, { param: 'backdate_start_date' });
}
