import type pg from 'pg';
import type { MirrorKind, MirrorRecord, SubscriptionRecord } from '../records';
import { columnName, ITEM_COLUMNS, MIRROR_TABLES, valuesOf } from './columns';

/** Whose mirror it is, and the ticket drawn before the read. */
export type MirrorStamp = { readonly provider: string; readonly account: string; readonly ticket: bigint };

const STAMP_COLUMNS = ['provider', 'id', 'account', 'ticket', 'synced_at', 'deleted_at'] as const;

const placeholders = (count: number): string =>
  Array.from({ length: count }, (_, index) => `$${index + 1}`).join(', ');

/**
 * Writes one row, unless the mirror already holds the answer to a read that began later.
 * @returns whether it was written
 */
async function writeParent(
  client: pg.PoolClient,
  stamp: MirrorStamp,
  record: MirrorRecord,
): Promise<boolean> {
  const { table, columns } = MIRROR_TABLES[record.kind];
  const names = [...STAMP_COLUMNS, ...columns.map(columnName)];
  const updates = names
    .filter((name) => name !== 'provider' && name !== 'id')
    .map((name) => `${name} = EXCLUDED.${name}`);
  const { rowCount } = await client.query(
    `INSERT INTO ${table} AS mirror (${names.join(', ')}) VALUES (${placeholders(names.length)})
     ON CONFLICT (provider, id) DO UPDATE SET ${updates.join(', ')} WHERE mirror.ticket < EXCLUDED.ticket`,
    [stamp.provider, record.id, stamp.account, stamp.ticket, new Date(), null, ...valuesOf(record, columns)],
  );
  return rowCount === 1;
}

/** The items of a subscription have no ticket of their own: they are replaced with the parent that was just written. */
async function replaceItems(
  client: pg.PoolClient,
  stamp: MirrorStamp,
  subscription: SubscriptionRecord,
): Promise<void> {
  await client.query('DELETE FROM subscription_items WHERE provider = $1 AND subscription_id = $2', [
    stamp.provider,
    subscription.id,
  ]);
  const names = ['provider', 'id', 'account', ...ITEM_COLUMNS.map(columnName)];
  for (const item of subscription.items) {
    await client.query(
      `INSERT INTO subscription_items (${names.join(', ')}) VALUES (${placeholders(names.length)})`,
      [stamp.provider, item.id, stamp.account, ...valuesOf(item, ITEM_COLUMNS)],
    );
  }
}

/** Writes a record with its children under the ticket rule. @returns whether it was newer than the mirror's. */
export async function writeRow(
  client: pg.PoolClient,
  stamp: MirrorStamp,
  record: MirrorRecord,
): Promise<boolean> {
  const written = await writeParent(client, stamp, record);
  if (written && record.kind === 'subscription') await replaceItems(client, stamp, record);
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
  await client.query(
    `INSERT INTO ${table} AS mirror (${names.join(', ')}) VALUES (${placeholders(names.length)})
     ON CONFLICT (provider, id) DO UPDATE
     SET deleted_at = EXCLUDED.deleted_at, synced_at = EXCLUDED.synced_at, ticket = EXCLUDED.ticket
     WHERE mirror.ticket < EXCLUDED.ticket`,
    [stamp.provider, id, stamp.account, stamp.ticket, now, now, '{}', ...Object.values(blank)],
  );
}
