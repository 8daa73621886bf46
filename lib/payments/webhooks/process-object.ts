import type { PaymentsContext } from '../context';
import { MIRROR_KINDS, type MirrorKind } from '../records';
import { type SyncOutcome, syncObject } from '../sync';
import { MAX_ATTEMPTS } from './backoff';
import type { ClaimedEvent } from './claim';
import { markFailed, markProcessed } from './mark';

export type ObjectReport = {
  readonly reads: number;
  readonly processed: number;
  readonly retried: number;
  readonly dead: number;
};

function targetOf({ objectType, objectId }: ClaimedEvent): { kind: MirrorKind; id: string } | null {
  const kind = MIRROR_KINDS.find((known) => known === objectType);
  return kind && objectId ? { kind, id: objectId } : null;
}

/** A bug or a lost database connection is a failure of this try, never a reason to forget the events (failure 7). */
async function sync(context: PaymentsContext, kind: MirrorKind, id: string): Promise<SyncOutcome> {
  try {
    return await syncObject(context, kind, id);
  } catch (error) {
    context.log.error({ err: error, kind, id }, 'sync threw');
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: 'failed', detail, retryable: true };
  }
}

async function fail(
  context: PaymentsContext,
  events: readonly ClaimedEvent[],
  failure: { readonly detail: string; readonly retryable: boolean },
): Promise<Omit<ObjectReport, 'reads'>> {
  const { retried, dead } = await markFailed(context.database.pool, events, failure);
  context.log.warn(
    { events: events.map((event) => event.eventId), detail: failure.detail },
    'webhook processing failed',
  );
  for (const { eventId: event, type, attempts } of dead) {
    context.log.error(
      { alert: 'dead_letter', event, type, attempts, detail: failure.detail },
      'a webhook event is dead',
    );
  }
  return { processed: 0, retried, dead: dead.length };
}

/**
 * Processes every claimed event on one object with one read of it, however many they are. Each mark is a commit of its
 * own, made after the mirror holds the object: a crash in between means one more read, never a lost event.
 * @param events at least one, all with the same object
 */
export async function processObject(
  context: PaymentsContext,
  events: readonly [ClaimedEvent, ...ClaimedEvent[]],
): Promise<ObjectReport> {
  // A worker that dies marks nothing; without this an event that kills its worker would do so for ever.
  const worn = events.filter((event) => event.attempts > MAX_ATTEMPTS);
  if (worn.length > 0) await fail(context, worn, { detail: 'no try came to an end', retryable: false });
  const tried = events.filter((event) => event.attempts <= MAX_ATTEMPTS);
  if (tried.length === 0) return { reads: 0, processed: 0, retried: 0, dead: worn.length };

  const target = targetOf(events[0]);
  // Stored by a newer version of this software that is being rolled out beside us: it will be able to.
  const outcome: SyncOutcome = target
    ? await sync(context, target.kind, target.id)
    : { kind: 'failed', detail: `nothing known of ${events[0].objectType}`, retryable: true };
  const reads = target ? 1 : 0;
  switch (outcome.kind) {
    case 'synced':
    case 'gone': {
      const processed = await markProcessed(context.database.pool, tried);
      return { reads, processed, retried: 0, dead: worn.length };
    }
    case 'failed': {
      const report = await fail(context, tried, outcome);
      return { ...report, reads, dead: report.dead + worn.length };
    }
  }
}
