import type { PaymentsContext } from '../context';
import type { MirrorKind } from '../records';
import { createdOf } from './created-of';
import { type Group, targetOf } from './group';
import { type Refreshed, RefreshKind } from './refresh-kind';
import { add, NOTHING } from './report';

/** Fewer objects of a kind than this are read one by one: a page of a hundred would be mostly of others. */
const MANY = 20;

function byKind(groups: readonly Group[]): Map<MirrorKind | null, Group[]> {
  const kinds = new Map<MirrorKind | null, Group[]>();
  for (const group of groups) {
    const kind = targetOf(group)?.kind ?? null;
    kinds.set(kind, [...(kinds.get(kind) ?? []), group]);
  }
  return kinds;
}

/**
 * Refreshes what waits in great numbers by list pages, a hundred objects a call, and takes along whatever else waits for
 * the objects on a page. Never more calls than one for each object: a page is begun at an object that waits, and a kind
 * whose pages hold few of those goes back to single reads.
 * @param mayBegin asked before each page
 */
export async function refresh(
  context: PaymentsContext,
  groups: readonly Group[],
  mayBegin: () => boolean,
): Promise<Refreshed> {
  const kinds = [...byKind(groups)];
  const results = await Promise.allSettled(
    kinds.map(async ([kind, ofKind]): Promise<Refreshed> => {
      if (kind === null || ofKind.length < MANY) return { report: NOTHING, left: ofKind };
      return new RefreshKind(context, kind, await createdOf(context, kind, ofKind)).run(mayBegin);
    }),
  );
  let report = NOTHING;
  const left: Group[] = [];
  for (const result of results) {
    // All were waited for, so that a failing database in one does not leave another's work unheard.
    if (result.status === 'rejected') throw result.reason;
    report = add(report, result.value.report);
    left.push(...result.value.left);
  }
  return { report, left };
}
