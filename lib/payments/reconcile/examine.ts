import type { MirrorRead, ProviderResult } from '../provider';
import type { MirrorRecord } from '../records';
import { drawStampedTicket, type StampedTicket, writeRecords } from '../sync';
import { writeGone } from '../sync/write-records';
import { type Finding, mend, noteFindings } from './breaks';
import { differencesOf, summaryOf } from './compare';
import { keyOf, type MirrorRow, mirrorRows, type ObjectName, touchRows } from './mirror-rows';
import type { Stop, Walk } from './walk';

export type Verdict = 'newer' | 'equal' | Finding;

/**
 * What a record is to the mirror. `newer`: the mirror has been read again since this answer was asked for.
 * @param ticket the one drawn before the record was read
 */
export function judge(row: MirrorRow | undefined, record: MirrorRecord, ticket: bigint): Verdict {
  const { kind, id } = record;
  if (!row) return { kind, id, found: 'missing', differences: summaryOf(record) };
  if (row.ticket > ticket) return 'newer';
  const differences = differencesOf(row, record);
  return differences ? { kind, id, found: 'different', differences } : 'equal';
}

export const isFinding = (verdict: Verdict): verdict is Finding => typeof verdict === 'object';

/** It could not be read, or not be understood, however often it was tried: somebody must look. */
async function noteUnreadable(
  walk: Walk,
  { kind, id }: ObjectName,
  reason: string,
  { at }: StampedTicket,
): Promise<void> {
  walk.context.log.error({ kind, id, reason }, 'an object could not be compared with the mirror');
  const differences = { unreadable: { mirror: null, provider: reason } };
  walk.found(
    await noteFindings(walk.context, walk.run.id, [{ kind, id, found: 'different', differences }], at),
  );
}

async function bury(walk: Walk, name: ObjectName, { ticket, at }: StampedTicket): Promise<void> {
  const { context, run } = walk;
  const row = (await mirrorRows(context, [name])).get(keyOf(name));
  if (row && !row.deleted && row.ticket < ticket) {
    const differences = { deleted: { mirror: false, provider: true } };
    walk.found(await noteFindings(context, run.id, [{ ...name, found: 'gone', differences }], at));
    await writeGone(context, name.kind, name.id, ticket);
  }
  // Also where a slice that ended in between has written it down already.
  await mend(context.database.pool, run.id, [name]);
}

/** A customer without entitlements who was never read for them lacks nothing. */
const isNothing = (record: MirrorRecord): boolean =>
  record.kind === 'entitlement_summary' && record.entitlements.length === 0;

/** Brings what one read says into the mirror, and writes down what it did not know. */
async function settleRecords(
  walk: Walk,
  records: readonly MirrorRecord[],
  { ticket, at }: StampedTicket,
): Promise<void> {
  const { context, run } = walk;
  const rows = await mirrorRows(context, records);
  const judged = records.map((record) => ({
    record,
    verdict: judge(rows.get(keyOf(record)), record, ticket),
  }));
  const findings = judged.flatMap(({ record, verdict }) =>
    isFinding(verdict) && !(verdict.found === 'missing' && isNothing(record)) ? [verdict] : [],
  );
  walk.found(await noteFindings(context, run.id, findings, at));
  const different = judged.flatMap(({ record, verdict }) => (isFinding(verdict) ? [record] : []));
  if (different.length > 0) await writeRecords(context, different, ticket);
  await touchRows(
    context,
    judged.flatMap(({ record, verdict }) => (verdict === 'equal' ? [record] : [])),
  );
  await mend(context.database.pool, run.id, records);
}

async function read(walk: Walk, { kind, id }: ObjectName): Promise<ProviderResult<MirrorRead>> {
  try {
    return await walk.context.background.read(kind, id);
  } catch (error) {
    // An object of a shape that nothing here expects must not end the walk through all the others.
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: 'refused', code: 'invalid_request', detail };
  }
}

async function bring(
  walk: Walk,
  name: ObjectName,
  answer: MirrorRead,
  stamped: StampedTicket,
): Promise<void> {
  try {
    if (answer.kind === 'gone') await bury(walk, name, stamped);
    else await settleRecords(walk, answer.records, stamped);
  } catch (error) {
    // What the database does not take must not end the walk; when it takes nothing at all, this is not taken either.
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    await noteUnreadable(walk, name, reason, stamped);
  }
}

/** Reads one object, compares it with the mirror, and writes down and mends what differs. */
export async function examine(walk: Walk, name: ObjectName): Promise<Stop | null> {
  const stamped = await drawStampedTicket(walk.context);
  const answer = await walk.ask(() => read(walk, name));
  switch (answer.kind) {
    case 'ok':
      await bring(walk, name, answer.value, stamped);
      return null;
    case 'refused':
      await noteUnreadable(walk, name, answer.reason, stamped);
      return null;
    default:
      return answer;
  }
}
