import { drain } from '../webhooks';
import { forgetExplained, mendProcessed, secondsOfGrace } from './breaks';
import type { Stop, Walk } from './walk';

const DRAINED_AT_ONCE = 10_000;
const LONGEST_DRAIN_MS = 60_000;

/** Missed events that the inbox has yet to process. */
async function waitingEvents({ context, run }: Walk): Promise<number> {
  const { rows } = await context.database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM reconciliation_breaks b JOIN webhook_events e ON e.event_id = b.object_id
     WHERE b.run_id = $1 AND b.kind = 'missed_event' AND e.source = $2 AND e.state = 'pending' AND e.due_at <= now()`,
    [run.id, context.provider.name],
  );
  return rows[0]?.count ?? 0;
}

/** Lets the missed events be processed here, should nobody else be at it. What failed is left to its next try. */
async function processMissed(walk: Walk): Promise<Stop | null> {
  const { context, signal } = walk;
  while ((await waitingEvents(walk)) > 0) {
    const stop = walk.stopped();
    if (stop) return stop;
    const longest = context.now().getTime() + LONGEST_DRAIN_MS;
    const deadline = new Date(Math.min(walk.deadline?.getTime() ?? longest, longest));
    await drain(context, { limit: DRAINED_AT_ONCE, deadline, ...(signal ? { signal } : {}) });
  }
  return null;
}

/** The end of a run: missed events are processed, and what was no break after all is forgotten. */
export async function settleRun(walk: Walk): Promise<Stop | null> {
  const { context, run, grace } = walk;
  const stopped = await processMissed(walk);
  if (stopped) return stopped;
  const seconds = await secondsOfGrace(context, run.id, grace);
  if (seconds > 0) {
    const stop = await walk.wait(seconds * 1000, 'deliveries may be under way');
    if (stop) return stop;
  }
  await forgetExplained(context, run.id, grace);
  await mendProcessed(context);
  return null;
}
