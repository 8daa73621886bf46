import { z } from 'zod';
import type { PaymentsContext } from '../context';
import type { MirrorKind } from '../records';
import { CHILDREN } from '../sync/children';
import { columnName, MIRROR_TABLES } from '../sync/columns';

/** Names an object of the mirror. */
export type ObjectName = { readonly kind: MirrorKind; readonly id: string };

export const keyOf = ({ kind, id }: ObjectName): string => `${kind}:${id}`;

const fields = z.record(z.string(), z.unknown());
const rowSchema = z.object({
  id: z.string(),
  ticket: z.coerce.bigint(),
  deleted: z.boolean(),
  fields,
  children: z.array(z.looseObject({ id: z.string() })),
});

/** A row of the mirror with its children, its columns named as a record's fields are. Times are text. */
export type MirrorRow = z.infer<typeof rowSchema>;

const pairs = (alias: string, columns: readonly string[]): string =>
  columns
    .filter((column) => column !== 'raw')
    .map((column) => `'${column}', ${alias}.${columnName(column)}`)
    .join(', ');

function selectOf(kind: MirrorKind): string {
  const { table, columns } = MIRROR_TABLES[kind];
  const children = CHILDREN[kind];
  const childRows = children
    ? `COALESCE((SELECT jsonb_agg(jsonb_build_object(${pairs('c', ['id', ...children.columns])}))
         FROM ${children.table} c WHERE c.provider = m.provider AND c.${children.parent} = m.id), '[]')`
    : `'[]'::jsonb`;
  return `
    SELECT m.id, m.ticket, m.deleted_at IS NOT NULL AS deleted, jsonb_build_object(${pairs('m', columns)}) AS fields,
           ${childRows} AS children
    FROM ${table} m WHERE m.provider = $1 AND m.id = ANY ($2::text[])`;
}

async function rowsOfKind(
  { database, provider }: PaymentsContext,
  kind: MirrorKind,
  ids: readonly string[],
): Promise<MirrorRow[]> {
  const { rows } = await database.pool.query(selectOf(kind), [provider.name, ids]);
  return z.array(rowSchema).parse(rows);
}

/** Groups names by kind, each id once. */
export function idsByKind(names: readonly ObjectName[]): Map<MirrorKind, string[]> {
  const kinds = new Map<MirrorKind, string[]>();
  for (const { kind, id } of names) {
    const ids = kinds.get(kind) ?? [];
    if (!ids.includes(id)) kinds.set(kind, [...ids, id]);
  }
  return kinds;
}

/** The rows of these objects that the mirror has, by `keyOf`. One statement a kind. */
export async function mirrorRows(
  context: PaymentsContext,
  names: readonly ObjectName[],
): Promise<ReadonlyMap<string, MirrorRow>> {
  const found = new Map<string, MirrorRow>();
  for (const [kind, ids] of idsByKind(names)) {
    for (const row of await rowsOfKind(context, kind, ids)) found.set(keyOf({ kind, id: row.id }), row);
  }
  return found;
}

// A row that is being written just now gets its time from whoever writes it.
const touch = (table: string): string => `
  UPDATE ${table} m SET synced_at = now()
  FROM (SELECT id FROM ${table} WHERE provider = $1 AND id = ANY ($2::text[]) FOR NO KEY UPDATE SKIP LOCKED) AS equal
  WHERE m.provider = $1 AND m.id = equal.id`;

/**
 * Notes of rows that the provider was just seen to say the same of. Their tickets stay: written anew from a list that is
 * a little behind, an equal row would shut out the answer to a read that is on its way and knows better.
 */
export async function touchRows(
  { database, provider }: PaymentsContext,
  names: readonly ObjectName[],
): Promise<void> {
  for (const [kind, ids] of idsByKind(names)) {
    await database.pool.query(touch(MIRROR_TABLES[kind].table), [provider.name, ids]);
  }
}
