import type { PaymentsContext } from '../context';
import { type ClaimedEvent, claim, LEASE_SECONDS } from './claim';
import { type Group, groupByObject } from './group';
import { processObject } from './process-object';
import { refresh } from './refresh';
import { add, type DrainReport, NOTHING } from './report';
import { retireWorn } from './retire';
import { giveBack } from './return-events';

/** How far to go: the most events to claim (their companions come on top), and when to begin nothing more. */
export type DrainLimits = { readonly limit: number; readonly deadline: Date; readonly signal?: AbortSignal };

const BATCH = 200;
// A batch that comes back full has more behind it: the more of them are known, the better list pages can be begun.
const DEEP_BATCH = 1_000;
// Objects read at the same time: few enough to leave connections and the provider's rate to people waiting.
const LANES = 6;
// A background read, of an object or of a page, may take 30 s in all: none is begun that the lease might not outlast.
const LONGEST_READ_SECONDS = 40;

/** Reads up to LANES objects at a time while `mayBegin`. @returns what was not begun as well */
async function processSingly(
  context: PaymentsContext,
  groups: readonly Group[],
  mayBegin: () => boolean,
): Promise<{ readonly report: DrainReport; readonly left: readonly Group[] }> {
  const waiting = [...groups];
  let report = NOTHING;
  const lane = async (): Promise<void> => {
    while (mayBegin()) {
      const group = waiting.shift();
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
  return { report, left: waiting };
}

/** Processes claimed events while `mayBegin`; what was not begun is given back. */
async function processBatch(
  context: PaymentsContext,
  events: readonly ClaimedEvent[],
  mayBegin: () => boolean,
): Promise<DrainReport> {
  const { fresh, dead } = await retireWorn(context, events);
  const groups = groupByObject(fresh);
  const many = await refresh(context, groups, mayBegin);
  const few = await processSingly(context, many.left, mayBegin);
  const left = few.left.flat();
  await giveBack(context.database.pool, left);
  const done = add(many.report, few.report);
  return add(done, { claimed: events.length, dead, gaveBack: left.length });
}

/**
 * Processes due events until none is left or a limit is reached. Any number may run at once, in any number of processes:
 * each event is claimed by one. Never throws for a failing provider; throws the database's error when the database fails,
 * and then the leases run out and the events are due again.
 */
export async function drain(context: PaymentsContext, limits: DrainLimits): Promise<DrainReport> {
  const inTime = () => !limits.signal?.aborted && context.now() < limits.deadline;
  let total = NOTHING;
  let batch = BATCH;
  while (total.claimed < limits.limit && inTime()) {
    // Measured by a clock that only goes forward, from before the claim: the lease cannot end earlier than we think.
    const begin = performance.now();
    const asked = Math.min(batch, limits.limit - total.claimed);
    const events = await claim(context.database.pool, asked);
    if (events.length === 0) break;
    const leased = () => performance.now() - begin < (LEASE_SECONDS - LONGEST_READ_SECONDS) * 1000;
    const done = await processBatch(context, events, () => inTime() && leased());
    total = add(total, done);
    if (events.length >= asked) batch = DEEP_BATCH;
  }
  return total;
}
