import type pg from 'pg';
import type { MirrorKind, MirrorRecord } from '../records';
import { removeChildren, replaceChildren } from './children';
import { columnName, MIRROR_TABLES, valuesOf } from './columns';

/** Whose mirror it is, and the ticket drawn before the read. */
export type MirrorStamp = { readonly provider: string; readonly account: string; readonly ticket: bigint };

const STAMP_COLUMNS = ['provider', 'id', 'account', 'ticket', 'synced_at', 'deleted_at'] as const;

const placeholders = (count: number): string =>
  Array.from({ length: count }, (_, index) => `$${index + 1}`).join(', ');

// Whether a row belongs to a user of ours, as far as is known when it is written: see ownerOf, which decides. Kept so that
// the few rows that belong to nobody can be found among millions.
const isOwned = (customer: string): string => `(
  EXISTS (SELECT FROM users WHERE stripe_customer_id = ${customer}) OR EXISTS (
    SELECT FROM customers WHERE provider = $1 AND id = ${customer} AND deleted_at IS NOT NULL AND user_id IS NOT NULL))`;

/**
 * Writes one row, unless the mirror already holds the answer to a read that began later.
 * @returns whether it was written
 */
async function writeParent(
  client: pg.PoolClient,
  stamp: MirrorStamp,
  record: MirrorRecord,
): Promise<boolean> {
  const { table, columns, listedUnder } = MIRROR_TABLES[record.kind];
  const names = [...STAMP_COLUMNS, ...columns.map(columnName)];
  const places = [placeholders(names.length)];
  const values = [stamp.provider, record.id, stamp.account, stamp.ticket, new Date(), null];
  if (listedUnder) {
    const field = listedUnder === 'id' ? 'id' : columnName(listedUnder);
    places.push(isOwned(`$${names.indexOf(field) + 1}`));
    names.push('owned');
  }
  const updates = names
    .filter((name) => name !== 'provider' && name !== 'id')
    .map((name) => `${name} = EXCLUDED.${name}`);
  const { rowCount } = await client.query({
    name: `write_${table}`,
    text: `INSERT INTO ${table} AS mirror (${names.join(', ')}) VALUES (${places.join(', ')})
     ON CONFLICT (provider, id) DO UPDATE SET ${updates.join(', ')} WHERE mirror.ticket < EXCLUDED.ticket`,
    values: [...values, ...valuesOf(record, columns)],
  });
  return rowCount === 1;
}

/** Writes a record with its children under the ticket rule. @returns whether it was newer than the mirror's. */
export async function writeRow(
  client: pg.PoolClient,
  stamp: MirrorStamp,
  record: MirrorRecord,
): Promise<boolean> {
  const written = await writeParent(client, stamp, record);
  if (written) await replaceChildren(client, stamp, record);
  return written;
}

/**
 * Marks the row of an object that is gone. One that was never mirrored gets a blank row that holds the ticket: without
 * it, a slow read from before the end would write the object down as alive, and nothing would ever come to correct it.
 */
export async function writeTombstone(
  client: pg.PoolClient,
  stamp: MirrorStamp,
  kind: MirrorKind,
  id: string,
): Promise<void> {
  const { table, blank } = MIRROR_TABLES[kind];
  const names = [...STAMP_COLUMNS, 'raw', ...Object.keys(blank).map(columnName)];
  const now = new Date();
  const { rowCount } = await client.query(
    `INSERT INTO ${table} AS mirror (${names.join(', ')}) VALUES (${placeholders(names.length)})
     ON CONFLICT (provider, id) DO UPDATE
     SET deleted_at = EXCLUDED.deleted_at, synced_at = EXCLUDED.synced_at, ticket = EXCLUDED.ticket
     WHERE mirror.ticket < EXCLUDED.ticket`,
    [stamp.provider, id, stamp.account, stamp.ticket, now, now, '{}', ...Object.values(blank)],
  );
  if (rowCount === 1) await removeChildren(client, stamp, kind, id);
}
