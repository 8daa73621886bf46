import type { ListedObject, MirrorPage, ProviderResult } from '../provider';
import type { MirrorRecord } from '../records';
import { drawStampedTicket, type StampedTicket, writePage } from '../sync';
import { mend, noteFindings } from './breaks';
import { afterList, type Cursor, type StepAt } from './cursor';
import { examine, isFinding, judge, type Verdict } from './examine';
import { keyOf, mirrorRows, type ObjectName, touchRows } from './mirror-rows';
import type { StepResult } from './step-events';
import type { Stop, Walk } from './walk';

/** Later than anything: a provider's clock may be ahead of ours, a test clock's years ahead. */
const NEWEST = new Date('2100-01-01T00:00:00Z');

// A list may be a little behind, and a change may have reached the mirror before it: what differs is read again by itself.
// When much of a page differs it is not that, and to read each would take for ever (a first import, a new column).
const READ_SINGLY = 20;

type PageAnswer = Promise<ProviderResult<MirrorPage | null>>;

function ask({ context }: Walk, { kind, after }: StepAt<'list'>): PageAnswer {
  if (!after) return context.background.readPage(kind, { createdUpTo: NEWEST });
  return context.background.readPage(kind, { createdUpTo: after.created, after: after.id });
}

/** Each record of a page once: a customer's payments all bring the same card. */
function recordsOf(objects: readonly ListedObject[]): MirrorRecord[] {
  const records = new Map<string, MirrorRecord>();
  for (const object of objects) for (const record of object.records) records.set(keyOf(record), record);
  return [...records.values()];
}

type Judged = { readonly record: MirrorRecord; readonly verdict: Verdict };

const named = ({ kind, id }: ObjectName): ObjectName => ({ kind, id });

/** Writes down what the mirror does not know, and writes it to the mirror under the page's ticket. */
async function take(walk: Walk, judged: readonly Judged[], { ticket, at }: StampedTicket): Promise<void> {
  const { context, run } = walk;
  const findings = judged.flatMap(({ verdict }) => (isFinding(verdict) ? [verdict] : []));
  walk.found(await noteFindings(context, run.id, findings, at));
  const unknown = judged.flatMap(({ record, verdict }) =>
    isFinding(verdict) ? [{ id: record.id, records: [record] as const }] : [],
  );
  const written = await writePage(context, unknown, ticket);
  const kept = judged.flatMap(({ record, verdict }) => (isFinding(verdict) ? [] : [named(record)]));
  const known = written.map(({ records: [record] }) => named(record));
  // Also what a slice that ended in between has written: its break was left open.
  await mend(context.database.pool, run.id, [...known, ...kept]);
}

/** Brings the mirror and a page together. @returns how many objects were read by themselves */
async function settlePage(walk: Walk, page: MirrorPage, stamped: StampedTicket): Promise<number | Stop> {
  const records = recordsOf(page.objects);
  const rows = await mirrorRows(walk.context, records);
  const judged = records.map((record) => ({
    record,
    verdict: judge(rows.get(keyOf(record)), record, stamped.ticket),
  }));
  const differing = judged.filter(({ verdict }) => isFinding(verdict) && verdict.found === 'different');
  const doubtful = new Set(differing.length > READ_SINGLY ? [] : differing);
  await take(
    walk,
    judged.filter((one) => !doubtful.has(one)),
    stamped,
  );
  const equal = judged.filter(({ verdict }) => verdict === 'equal').map(({ record }) => named(record));
  await touchRows(walk.context, equal);
  for (const { record } of doubtful) {
    const stop = await examine(walk, named(record));
    if (stop) return stop;
  }
  return doubtful.size;
}

/** Takes one list page of a kind, newest first: what is created meanwhile comes before it, and its event brings it. */
export async function stepList(walk: Walk, cursor: Cursor, step: StepAt<'list'>): Promise<StepResult> {
  // Before the request: see drawTicket.
  const stamped = await drawStampedTicket(walk.context);
  let answer = await walk.ask(() => ask(walk, step));
  if (answer.kind === 'refused' && answer.code === 'not_found' && step.after) {
    // The last object seen was deleted: on with what is as old, some of it for the second time.
    const { created: createdUpTo } = step.after;
    answer = await walk.ask(() => walk.context.background.readPage(step.kind, { createdUpTo }));
  }
  if (answer.kind !== 'ok') return answer;
  const page = answer.value;
  // A kind that is listed for one customer only: its rows are read one by one.
  if (page === null) return { kind: 'stepped', cursor: { ...cursor, step: afterList(step) }, read: 0 };
  const singly = await settlePage(walk, page, stamped);
  if (typeof singly !== 'number') return singly;
  const { last, hasMore } = page;
  const next = hasMore && last ? { ...step, after: last } : afterList(step);
  return { kind: 'stepped', cursor: { ...cursor, step: next }, read: page.objects.length + singly };
}
