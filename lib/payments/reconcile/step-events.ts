import type { PaymentsContext } from '../context';
import type { EventsPage, ProviderEvent, ProviderResult } from '../provider';
import { MIRROR_TABLES } from '../sync/columns';
import { accept } from '../webhooks';
import { noteMissedEvents } from './breaks';
import { type Cursor, FIRST_LIST, type Step, type StepAt } from './cursor';
import { examine } from './examine';
import { idsByKind, keyOf, type ObjectName } from './mirror-rows';
import type { Refusal, Stop, Walk } from './walk';

/** A step that is done: where the run goes on, and how many things were read. */
export type Stepped = { readonly kind: 'stepped'; readonly cursor: Cursor; readonly read: number };
export type StepResult = Stepped | Refusal | Stop;

// Objects touched by events are read and compared one by one until so many were; after that only a sample of each page.
// Those whose event was missed are not among them: the inbox reads them.
const COMPARED_ALL = 1_000;
const SAMPLE = 1;

function ask({ context, run }: Walk, { after }: StepAt<'events'>): Promise<ProviderResult<EventsPage>> {
  const { since } = run;
  if (!after) return context.background.readEventsPage({ since });
  const { created: createdUpTo, id } = after;
  return context.background.readEventsPage({ since, createdUpTo, after: id });
}

/** The place is no longer in the list (events are forgotten): on with what is as old, some of it for the second time. */
function askAgain({ context, run }: Walk, createdUpTo: Date): Promise<ProviderResult<EventsPage>> {
  return context.background.readEventsPage({ since: run.since, createdUpTo });
}

/** Which of the events that something here hangs on the inbox has never seen. */
async function missingOf(
  { database, provider }: PaymentsContext,
  events: readonly ProviderEvent[],
): Promise<ProviderEvent[]> {
  const wanted = events.filter(({ target }) => target !== null);
  const { rows } = await database.pool.query<{ id: string }>(
    'SELECT event_id AS id FROM webhook_events WHERE source = $1 AND event_id = ANY ($2::text[])',
    [provider.name, wanted.map(({ id }) => id)],
  );
  const known = new Set(rows.map(({ id }) => id));
  return wanted.filter(({ id }) => !known.has(id));
}

/** The touched objects that nobody has read since the run began, those that were touched last first. */
async function unread(
  context: PaymentsContext,
  events: readonly ProviderEvent[],
  { ticket, at }: Cursor,
): Promise<ObjectName[]> {
  const touched = new Map<string, ObjectName>();
  for (const { target } of events) if (target) touched.set(keyOf(target), target);
  for (const [kind, ids] of idsByKind([...touched.values()])) {
    const { rows } = await context.database.pool.query<{ id: string }>(
      `SELECT id FROM ${MIRROR_TABLES[kind].table}
       WHERE provider = $1 AND id = ANY ($2::text[])
         AND (deleted_at IS NOT NULL OR ticket >= $3 OR synced_at >= $4::timestamptz)`,
      [context.provider.name, ids, ticket, at],
    );
    for (const { id } of rows) touched.delete(keyOf({ kind, id }));
  }
  return [...touched.values()];
}

async function compareTouched(
  walk: Walk,
  events: readonly ProviderEvent[],
  cursor: Cursor,
): Promise<number | Stop> {
  // In a full run the lists bring them all.
  if (walk.scope === 'full') return 0;
  const names = await unread(walk.context, events, cursor);
  const some = names.slice(0, Math.max(SAMPLE, COMPARED_ALL - cursor.compared));
  for (const name of some) {
    const stop = await examine(walk, name);
    if (stop) return stop;
  }
  return some.length;
}

/**
 * Takes one page of events, newest first. Those that the inbox has never seen are written down as breaks and accepted like
 * a delivery, so that they are processed with everything that hangs on them.
 */
export async function stepEvents(walk: Walk, cursor: Cursor, step: StepAt<'events'>): Promise<StepResult> {
  const { context, run } = walk;
  let answer = await walk.ask(() => ask(walk, step));
  if (answer.kind === 'refused' && answer.code === 'not_found' && step.after) {
    const { created } = step.after;
    answer = await walk.ask(() => askAgain(walk, created));
  }
  if (answer.kind !== 'ok') return answer;
  const { events, last, hasMore } = answer.value;
  let missed = await missingOf(context, events);
  if (missed.length > 0 && !step.after) {
    // The youngest may be on their way. Once they have had their time, all those on later pages have as well.
    const stop = await walk.wait(walk.grace * 1000, 'deliveries may be under way');
    if (stop) return stop;
    missed = await missingOf(context, missed);
  }
  walk.found(await noteMissedEvents(context, run.id, missed));
  for (const event of missed.toReversed()) await accept(context, event);
  const absent = new Set(missed.map(({ id }) => id));
  const present = events.filter(({ id }) => !absent.has(id));
  const compared = await compareTouched(walk, present, cursor);
  if (typeof compared !== 'number') return compared;
  const next = nextStep(walk, hasMore ? last : null);
  const progress = { ...cursor, step: next, compared: cursor.compared + compared };
  return { kind: 'stepped', cursor: progress, read: events.length + compared };
}

function nextStep({ scope }: Walk, after: EventsPage['last']): Step {
  if (after) return { name: 'events', after };
  return scope === 'full' ? FIRST_LIST : { name: 'settle', scope };
}
