import type { PaymentsContext } from '../context';
import { type ClaimedEvent, claim, giveBack, LEASE_SECONDS } from './claim';
import { processObject } from './process-object';

/** How far to go: the most events to claim (their companions come on top), and when to begin nothing more. */
export type DrainLimits = { readonly limit: number; readonly deadline: Date; readonly signal?: AbortSignal };

/** What a drain did. `gaveBack`: claimed, but not begun in time. */
export type DrainReport = {
  readonly claimed: number;
  readonly reads: number;
  readonly processed: number;
  readonly retried: number;
  readonly dead: number;
  readonly gaveBack: number;
};

type Group = [ClaimedEvent, ...ClaimedEvent[]];

const BATCH = 200;
// Objects read at the same time: few enough to leave connections and the provider's rate to people waiting.
const LANES = 6;
// A background read may take 30 s in all: none is begun that the lease might not outlast.
const LONGEST_OBJECT_SECONDS = 40;

const NOTHING: DrainReport = { claimed: 0, reads: 0, processed: 0, retried: 0, dead: 0, gaveBack: 0 };

function add(a: DrainReport, b: Partial<DrainReport>): DrainReport {
  return {
    claimed: a.claimed + (b.claimed ?? 0),
    reads: a.reads + (b.reads ?? 0),
    processed: a.processed + (b.processed ?? 0),
    retried: a.retried + (b.retried ?? 0),
    dead: a.dead + (b.dead ?? 0),
    gaveBack: a.gaveBack + (b.gaveBack ?? 0),
  };
}

function groupByObject(events: readonly ClaimedEvent[]): Group[] {
  const groups = new Map<string, Group>();
  for (const event of events) {
    const key = JSON.stringify([event.objectType, event.objectId]);
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return [...groups.values()];
}

/** Reads up to LANES objects at a time while `mayBegin`; what was not begun is given back. */
async function processBatch(
  context: PaymentsContext,
  events: readonly ClaimedEvent[],
  mayBegin: () => boolean,
): Promise<DrainReport> {
  const groups = groupByObject(events);
  let report = add(NOTHING, { claimed: events.length });
  const lane = async (): Promise<void> => {
    while (mayBegin()) {
      const group = groups.shift();
      if (!group) return;
      // Two steps: in one, `report` would be read before the wait, and other lanes' counts be lost.
      const done = await processObject(context, group);
      report = add(report, done);
    }
  };
  // Every lane is waited for, so that a failing database in one does not leave another's work unheard.
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const failed = lanes.find((settled) => settled.status === 'rejected');
  if (failed) throw failed.reason;
  const left = groups.flat();
  await giveBack(context.database.pool, left);
  return add(report, { gaveBack: left.length });
}

/**
 * Processes due events until none is left or a limit is reached. Any number may run at once, in any number of processes:
 * each event is claimed by one. Never throws for a failing provider; throws the database's error when the database fails,
 * and then the leases run out and the events are due again.
 */
export async function drain(context: PaymentsContext, limits: DrainLimits): Promise<DrainReport> {
  const inTime = () => !limits.signal?.aborted && context.now() < limits.deadline;
  let total = NOTHING;
  while (total.claimed < limits.limit && inTime()) {
    // Measured by a clock that only goes forward, from before the claim: the lease cannot end earlier than we think.
    const begin = performance.now();
    const events = await claim(context.database.pool, Math.min(BATCH, limits.limit - total.claimed));
    if (events.length === 0) break;
    const leased = () => performance.now() - begin < (LEASE_SECONDS - LONGEST_OBJECT_SECONDS) * 1000;
    total = add(total, await processBatch(context, events, () => inTime() && leased()));
  }
  return total;
}
