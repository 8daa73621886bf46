import type { PaymentsContext } from '../context';
import type { ClaimedEvent } from './claim';
import { effectsOf } from './effects';
import { type EventWithEffects, runEffects } from './effects/run-effects';
import { failEvents } from './fail';
import { markRows } from './mark-rows';

/** What became of the events: `retried` and `dead` are those whose own effect threw. */
export type MarkReport = { readonly processed: number; readonly retried: number; readonly dead: number };

const NOTHING: MarkReport = { processed: 0, retried: 0, dead: 0 };

// A commit costs more than what is in it; and what is locked must not be locked for long.
const AT_ONCE = 50;

async function failOne(context: PaymentsContext, event: ClaimedEvent, error: unknown): Promise<MarkReport> {
  context.log.error({ err: error, event: event.eventId, type: event.type }, 'an effect threw');
  const detail = error instanceof Error ? `effect: ${error.name}: ${error.message}` : String(error);
  return { ...NOTHING, ...(await failEvents(context, [event], { detail, retryable: true })) };
}

function add(a: MarkReport, b: MarkReport): MarkReport {
  return { processed: a.processed + b.processed, retried: a.retried + b.retried, dead: a.dead + b.dead };
}

/** All in one transaction; when one of them throws, each in its own, so that it fails alone. */
async function markWithEffects(
  context: PaymentsContext,
  events: readonly [EventWithEffects, ...EventWithEffects[]],
): Promise<MarkReport> {
  try {
    return { ...NOTHING, processed: await runEffects(context, events) };
  } catch (error) {
    if (events.length === 1) return failOne(context, events[0].event, error);
    let report = NOTHING;
    for (const event of events) report = add(report, await markWithEffects(context, [event]));
    return report;
  }
}

/** In the order in which they came in. */
const byArrival = (a: ClaimedEvent, b: ClaimedEvent): number => (BigInt(a.id) < BigInt(b.id) ? -1 : 1);

/**
 * Runs what hangs on the events and marks them processed, each with its effects or not at all; those without effects by
 * one statement. To be called when the mirror holds what they were about.
 */
export async function markProcessed(
  context: PaymentsContext,
  events: readonly ClaimedEvent[],
): Promise<MarkReport> {
  const known = events.map((event) => ({ event, effects: effectsOf(event.type) }));
  const plain = known.filter(({ effects }) => effects.length === 0).map(({ event }) => event.id);
  const due = known.filter(({ effects }) => effects.length > 0);
  due.sort((a, b) => byArrival(a.event, b.event));
  let report: MarkReport = { ...NOTHING, processed: (await markRows(context.database.pool, plain)).size };
  while (due.length > 0) {
    const [first, ...others] = due.splice(0, AT_ONCE);
    if (first) report = add(report, await markWithEffects(context, [first, ...others]));
  }
  return report;
}
