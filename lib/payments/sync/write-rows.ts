import type pg from 'pg';
import type { MirrorKind, MirrorRecord } from '../records';
import { removeChildren, replaceChildren } from './children';
import { columnName, MIRROR_TABLES, type MirrorTable, rowsOf } from './columns';

/** Whose mirror it is, and the ticket drawn before the read. */
export type MirrorStamp = { readonly provider: string; readonly account: string; readonly ticket: bigint };

// Whether a row belongs to a user of ours, as far as is known when it is written: see ownerOf, which decides. Kept so that
// the few rows that belong to nobody can be found among millions.
const isOwned = (customer: string): string => `(
  EXISTS (SELECT FROM users WHERE stripe_customer_id = ${customer}) OR EXISTS (
    SELECT FROM customers WHERE provider = $1 AND id = ${customer} AND deleted_at IS NOT NULL AND user_id IS NOT NULL))`;

/** The statement that writes rows of one table, in the order in which they are given: rows are locked in that order. */
function writing({ table, columns, listedUnder }: MirrorTable): string {
  const names = ['id', ...columns.map(columnName)];
  const values = names.map((name) => `r.${name}`);
  if (listedUnder) {
    names.push('owned');
    values.push(isOwned(`r.${columnName(listedUnder)}`));
  }
  const updates = ['account', 'ticket', 'synced_at', 'deleted_at', ...names.slice(1)].map(
    (name) => `${name} = EXCLUDED.${name}`,
  );
  return `
    INSERT INTO ${table} AS mirror (provider, account, ticket, synced_at, deleted_at, ${names.join(', ')})
    SELECT $1, $2, $3, $4, NULL, ${values.join(', ')} FROM jsonb_populate_recordset(NULL::${table}, $5) AS r
    ON CONFLICT (provider, id) DO UPDATE SET ${updates.join(', ')} WHERE mirror.ticket < EXCLUDED.ticket
    RETURNING mirror.id`;
}

/**
 * Writes records of one kind with their children, except where the mirror already holds the answer to a read that began
 * later.
 * @param records no two of one id
 * @returns those that were written
 */
export async function writeRows(
  client: pg.PoolClient,
  stamp: MirrorStamp,
  kind: MirrorKind,
  records: readonly MirrorRecord[],
): Promise<readonly MirrorRecord[]> {
  if (records.length === 0) return [];
  const mirror = MIRROR_TABLES[kind];
  const { rows } = await client.query<{ id: string }>({
    name: `write_${mirror.table}`,
    text: writing(mirror),
    values: [
      stamp.provider,
      stamp.account,
      stamp.ticket,
      new Date(),
      rowsOf(records, ['id', ...mirror.columns]),
    ],
  });
  const ids = new Set(rows.map(({ id }) => id));
  const written = records.filter(({ id }) => ids.has(id));
  await replaceChildren(client, stamp, kind, written);
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
  const fields = { raw: {}, ...blank };
  const names = Object.keys(fields).map(columnName).join(', ');
  const values = Object.values(fields);
  const places = values.map((_, index) => `$${index + 6}`).join(', ');
  const { rowCount } = await client.query(
    `INSERT INTO ${table} AS mirror (provider, id, account, ticket, synced_at, deleted_at, ${names})
     VALUES ($1, $2, $3, $4, $5, $5, ${places})
     ON CONFLICT (provider, id) DO UPDATE
     SET deleted_at = EXCLUDED.deleted_at, synced_at = EXCLUDED.synced_at, ticket = EXCLUDED.ticket
     WHERE mirror.ticket < EXCLUDED.ticket`,
    [stamp.provider, id, stamp.account, stamp.ticket, new Date(), ...values],
  );
  if (rowCount === 1) await removeChildren(client, stamp, kind, [id]);
}
