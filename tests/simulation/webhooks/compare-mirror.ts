import type Stripe from 'stripe';
import type { PaymentsContext } from '@/lib/payments/context';
import type { MirrorRead } from '@/lib/payments/provider';
import { MIRROR_KINDS, type MirrorKind, type MirrorRecord } from '@/lib/payments/records';
import { columnName, ENTITLEMENT_COLUMNS, ITEM_COLUMNS, MIRROR_TABLES } from '@/lib/payments/sync/columns';
import { listed, readNow } from './truth';

type Row = Readonly<Record<string, unknown>>;

/** One way to write what JavaScript and PostgreSQL write in several. */
function plain(value: unknown): string {
  if (value === null || value === undefined) return '∅';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `[${value.map(plain).join()}]`;
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).map(([name, inner]) => `${name}=${plain(inner)}`);
  return `{${entries.sort().join()}}`;
}

function differences(what: string, row: Row, record: object, columns: readonly string[]): string[] {
  const fields = new Map<string, unknown>(Object.entries(record));
  return columns.flatMap((column) => {
    const held = plain(row[columnName(column)]);
    const actual = plain(fields.get(column));
    return held === actual ? [] : [`${what}.${column}: the mirror has ${held}, the provider ${actual}`];
  });
}

function compareChildren(
  what: string,
  rows: readonly Row[],
  records: readonly { id: string }[],
  columns: readonly string[],
) {
  const ids = (all: readonly Row[]) => plain(all.map(({ id }) => id).sort());
  if (ids(rows) !== ids(records))
    return [`${what}: the mirror has ${ids(rows)}, the provider ${ids(records)}`];
  return records.flatMap((record) => {
    const row = rows.find(({ id }) => id === record.id) ?? {};
    return differences(`${what} ${record.id}`, row, record, columns);
  });
}

type Children = { readonly items: readonly Row[]; readonly entitlements: readonly Row[] };

function differencesInChildren(record: MirrorRecord, { items, entitlements }: Children): string[] {
  const what = `${record.kind} ${record.id}`;
  switch (record.kind) {
    case 'subscription': {
      const own = items.filter((item) => item.subscription_id === record.id);
      return compareChildren(`${what} item`, own, record.items, ITEM_COLUMNS);
    }
    case 'entitlement_summary': {
      const own = entitlements.filter((one) => one.customer_id === record.id);
      return compareChildren(`${what} entitlement`, own, record.entitlements, ENTITLEMENT_COLUMNS);
    }
    default:
      return [];
  }
}

/** A customer who never had an entitlement has no event about them either. */
const isNothing = (record: MirrorRecord): boolean =>
  record.kind === 'entitlement_summary' && record.entitlements.length === 0;

function compareOne(
  kind: MirrorKind,
  id: string,
  row: Row | undefined,
  read: MirrorRead,
  children: Children,
): string[] {
  const isHeld = row !== undefined && row.deleted_at === null;
  if (read.kind === 'gone') return isHeld ? [`${kind} ${id}: the mirror has it, and it is gone`] : [];
  const [record] = read.records;
  if (!isHeld) {
    return isNothing(record) ? [] : [`${kind} ${id}: the mirror ${row ? 'calls it gone' : 'lacks it'}`];
  }
  // What came with the object and has no column of its own changes without an event.
  const columns = MIRROR_TABLES[kind].columns.filter((column) => column !== 'raw');
  return [...differences(`${kind} ${id}`, row, record, columns), ...differencesInChildren(record, children)];
}

/** How the mirror differs from the provider, in every mapped field of every object; nothing when it is equal. */
export async function compareMirror(context: PaymentsContext, stripe: Stripe): Promise<string[]> {
  const { pool } = context.database;
  const rowsOf = async (table: string): Promise<Row[]> =>
    (await pool.query<Row>(`SELECT * FROM ${table}`)).rows;
  const there = await listed(stripe);
  const children = { items: await rowsOf('subscription_items'), entitlements: await rowsOf('entitlements') };
  const compareKind = async (kind: MirrorKind): Promise<string[]> => {
    const rows = new Map((await rowsOf(MIRROR_TABLES[kind].table)).map((row) => [String(row.id), row]));
    const ids = [...new Set([...(there.get(kind) ?? []), ...rows.keys()])];
    const compared = ids.map(async (id) =>
      compareOne(kind, id, rows.get(id), await readNow(context.provider, kind, id), children),
    );
    return (await Promise.all(compared)).flat();
  };
  return (await Promise.all(MIRROR_KINDS.map(compareKind))).flat();
}
