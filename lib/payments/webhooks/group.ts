import { MIRROR_KINDS, type MirrorKind } from '../records';
import type { ClaimedEvent } from './claim';

/** Claimed events on one object, at least one: they share its read. */
export type Group = [ClaimedEvent, ...ClaimedEvent[]];

/** What is read for a group; null when it was stored by a newer version of this software, which knows more kinds. */
export function targetOf([{ objectType, objectId }]: Group): { kind: MirrorKind; id: string } | null {
  const kind = MIRROR_KINDS.find((known) => known === objectType);
  return kind && objectId ? { kind, id: objectId } : null;
}

/**
 * Puts together what waits for one read. No order is kept, neither among the events of an object nor among the objects of
 * a customer, and none is needed: each event leads to a read of what is true by then, under a ticket, so any order ends in
 * the same rows; credits are keyed by what was paid for; the access log says what one event found. Only mail is read by
 * somebody as a story: it is put in order for each recipient where it is sent.
 */
export function groupByObject(events: readonly ClaimedEvent[]): Group[] {
  const groups = new Map<string, Group>();
  for (const event of events) {
    const key = JSON.stringify([event.objectType, event.objectId]);
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return [...groups.values()];
}
