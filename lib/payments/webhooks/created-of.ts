import type { PaymentsContext } from '../context';
import type { MirrorKind } from '../records';
import { MIRROR_TABLES } from '../sync/columns';
import type { Group } from './group';

/** A group and when its object was created, in milliseconds: that is how list pages are ordered. Null when unknown. */
export type Dated = { readonly id: string; readonly group: Group; readonly created: number | null };

function toldBy(group: Group): number | null {
  for (const { hint, objectId } of group) {
    if (hint && hint.objectId === objectId && hint.created !== null) return hint.created * 1000;
  }
  return null;
}

async function mirrored(
  { database, provider }: PaymentsContext,
  kind: MirrorKind,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { table, columns } = MIRROR_TABLES[kind];
  if (ids.length === 0 || !columns.includes('created')) return new Map();
  const { rows } = await database.pool.query<{ id: string; created: Date }>(
    `SELECT id, created FROM ${table} WHERE provider = $1 AND id = ANY ($2::text[]) AND created IS NOT NULL`,
    [provider.name, ids],
  );
  return new Map(rows.map(({ id, created }) => [id, created.getTime()]));
}

/** Finds out when the objects of groups of one kind were created: from an event's payload, or from the mirror. */
export async function createdOf(
  context: PaymentsContext,
  kind: MirrorKind,
  groups: readonly Group[],
): Promise<readonly Dated[]> {
  const told = groups.map((group) => ({ id: group[0].objectId ?? '', group, created: toldBy(group) }));
  const unknown = told.filter(({ created }) => created === null).map(({ id }) => id);
  const known = await mirrored(context, kind, unknown);
  return told.map((dated) => ({ ...dated, created: dated.created ?? known.get(dated.id) ?? null }));
}
