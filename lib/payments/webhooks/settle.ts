import type { PaymentsContext } from '../context';
import type { MirrorRecord } from '../records';
import type { ClaimedEvent } from './claim';
import { markProcessed } from './mark';
import type { DrainReport } from './report';
import { postpone } from './return-events';

/** An object that was read and written to the mirror, and the events that were waiting for it. */
export type Answered = {
  /** Null when the object is gone. */
  readonly record: MirrorRecord | null;
  readonly events: readonly ClaimedEvent[];
};

/**
 * The events that an answer is too old for. They are asked about once only, so that what was changed and changed back
 * costs one read more and never a loop.
 */
function tooEarly({ provider }: PaymentsContext, { record, events }: Answered): readonly ClaimedEvent[] {
  const hints = events.flatMap(({ hint, reread }) => (hint && !reread ? [hint] : []));
  return provider.looksStale(hints, record) ? events.filter(({ reread }) => !reread) : [];
}

/**
 * Marks the events of objects that the mirror now holds, each by a commit of its own: a crash in between means one more
 * read, never a lost event. Those whose object seems to have been read too early become due once more.
 */
export async function settle(
  context: PaymentsContext,
  answers: readonly Answered[],
): Promise<Pick<DrainReport, 'processed' | 'postponed' | 'retried' | 'dead'>> {
  const early = new Set(answers.flatMap((answer) => tooEarly(context, answer)));
  const shown = answers.flatMap(({ events }) => events.filter((event) => !early.has(event)));
  const postponed = await postpone(context.database.pool, [...early]);
  return { postponed, ...(await markProcessed(context, shown)) };
}
