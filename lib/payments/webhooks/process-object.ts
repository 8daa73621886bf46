import type { PaymentsContext } from '../context';
import type { MirrorKind } from '../records';
import { type SyncOutcome, syncObject } from '../sync';
import { failEvents } from './fail';
import { type Group, targetOf } from './group';
import { add, type DrainReport, NOTHING } from './report';
import { settle } from './settle';

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

/**
 * Processes every claimed event on one object with one read of it, however many they are. Nothing is marked before the
 * mirror holds the object.
 */
export async function processObject(context: PaymentsContext, group: Group): Promise<DrainReport> {
  const target = targetOf(group);
  if (!target) {
    // A newer version that is being rolled out beside us will be able to.
    const detail = `nothing known of ${group[0].objectType}`;
    return add(NOTHING, await failEvents(context, group, { detail, retryable: true }));
  }
  const outcome = await sync(context, target.kind, target.id);
  const read = add(NOTHING, { reads: 1 });
  switch (outcome.kind) {
    case 'synced':
      return add(read, await settle(context, [{ record: outcome.record, events: group }]));
    case 'gone':
      return add(read, await settle(context, [{ record: null, events: group }]));
    case 'failed':
      return add(read, await failEvents(context, group, outcome));
  }
}
