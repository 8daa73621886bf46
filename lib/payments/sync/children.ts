import type pg from 'pg';
import type { MirrorKind, MirrorRecord } from '../records';
import { columnName, ENTITLEMENT_COLUMNS, ITEM_COLUMNS, LINE_COLUMNS, rowsOf } from './columns';
import type { MirrorStamp } from './write-rows';

/** Rows that have no ticket of their own: they belong to a parent and are replaced together with it. */
type ChildTable = { readonly table: string; readonly parent: string; readonly columns: readonly string[] };

export const CHILDREN: Readonly<Partial<Record<MirrorKind, ChildTable>>> = {
  subscription: {
    table: 'subscription_items',
    parent: 'subscription_id',
    columns: ITEM_COLUMNS,
  },
  invoice: { table: 'invoice_lines', parent: 'invoice_id', columns: LINE_COLUMNS },
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
    case 'invoice':
      return record.lines;
    case 'entitlement_summary':
      return record.entitlements;
    default:
      return [];
  }
}

/** Removes what belongs to parents whose rows were just written, and whose locks this transaction therefore holds. */
export async function removeChildren(
  client: pg.PoolClient,
  { provider }: MirrorStamp,
  kind: MirrorKind,
  ids: readonly string[],
): Promise<void> {
  const children = CHILDREN[kind];
  if (!children) return;
  await client.query({
    name: `remove_${children.table}`,
    text: `DELETE FROM ${children.table} WHERE provider = $1 AND ${children.parent} = ANY ($2::text[])`,
    values: [provider, ids],
  });
}

/** Puts the children of records in the place of those there were. To be called right after the records' rows were written. */
export async function replaceChildren(
  client: pg.PoolClient,
  stamp: MirrorStamp,
  kind: MirrorKind,
  records: readonly MirrorRecord[],
): Promise<void> {
  const children = CHILDREN[kind];
  if (!children || records.length === 0) return;
  await removeChildren(
    client,
    stamp,
    kind,
    records.map(({ id }) => id),
  );
  const columns = ['id', ...children.columns];
  const names = columns.map(columnName);
  await client.query({
    name: `write_${children.table}`,
    text: `INSERT INTO ${children.table} (provider, account, ${names.join(', ')})
           SELECT $1, $2, ${names.map((name) => `r.${name}`).join(', ')}
           FROM jsonb_populate_recordset(NULL::${children.table}, $3) AS r`,
    values: [stamp.provider, stamp.account, rowsOf(records.flatMap(childrenOf), columns)],
  });
}
