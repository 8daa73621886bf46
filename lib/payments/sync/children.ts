import type pg from 'pg';
import type { MirrorKind, MirrorRecord } from '../records';
import { columnName, ENTITLEMENT_COLUMNS, ITEM_COLUMNS, valuesOf } from './columns';
import type { MirrorStamp } from './write-row';

/** Rows that have no ticket of their own: they belong to a parent and are replaced together with it. */
type ChildTable = { readonly table: string; readonly parent: string; readonly columns: readonly string[] };

export const CHILDREN: Readonly<Partial<Record<MirrorKind, ChildTable>>> = {
  subscription: {
    table: 'subscription_items',
    parent: 'subscription_id',
    columns: ITEM_COLUMNS,
  },
  entitlement_summary: {
    table: 'entitlements',
    parent: 'customer_id',
    columns: ENTITLEMENT_COLUMNS,
  },
};

export function childrenOf(record: MirrorRecord): readonly { readonly id: string }[] {
  switch (record.kind) {
    case 'subscription':
      return record.items;
    case 'entitlement_summary':
      return record.entitlements;
    default:
      return [];
  }
}

/** Removes what belongs to a parent whose row was just written, and whose lock this transaction therefore holds. */
export async function removeChildren(
  client: pg.PoolClient,
  { provider }: MirrorStamp,
  kind: MirrorKind,
  id: string,
): Promise<void> {
  const children = CHILDREN[kind];
  if (!children) return;
  await client.query(`DELETE FROM ${children.table} WHERE provider = $1 AND ${children.parent} = $2`, [
    provider,
    id,
  ]);
}

/** Puts the children of a record in the place of those there were. To be called right after its row was written. */
export async function replaceChildren(
  client: pg.PoolClient,
  stamp: MirrorStamp,
  record: MirrorRecord,
): Promise<void> {
  await removeChildren(client, stamp, record.kind, record.id);
  const children = CHILDREN[record.kind];
  if (!children) return;
  const names = ['provider', 'id', 'account', ...children.columns.map(columnName)];
  const places = names.map((_, index) => `$${index + 1}`).join(', ');
  for (const child of childrenOf(record)) {
    await client.query(`INSERT INTO ${children.table} (${names.join(', ')}) VALUES (${places})`, [
      stamp.provider,
      child.id,
      stamp.account,
      ...valuesOf(child, children.columns),
    ]);
  }
}
