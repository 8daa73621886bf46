import { isDeepStrictEqual } from 'node:util';
import type { MirrorRecord } from '../records';
import { childrenOf } from '../sync/children';
import { MIRROR_TABLES } from '../sync/columns';
import type { MirrorRow } from './mirror-rows';

/** What a field is in the mirror and at the provider. */
export type Difference = { readonly mirror: unknown; readonly provider: unknown };
export type Differences = Readonly<Record<string, Difference>>;

/** A value as JSON has it, and absence as null. */
function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** A time is a text in the row, and may be written in another way there. */
function isSame(mirror: unknown, provider: unknown): boolean {
  if (provider instanceof Date) {
    return typeof mirror === 'string' && new Date(mirror).getTime() === provider.getTime();
  }
  return isDeepStrictEqual(mirror ?? null, plain(provider));
}

function differencesIn(
  row: Readonly<Record<string, unknown>>,
  record: object,
  fields: readonly string[],
): Record<string, Difference> {
  const values = new Map<string, unknown>(Object.entries(record));
  return Object.fromEntries(
    fields
      .filter((field) => !isSame(row[field], values.get(field)))
      .map((field) => [field, { mirror: row[field] ?? null, provider: plain(values.get(field)) }]),
  );
}

/** The children of a row against those of the record, by id: `items.si_1.quantity`, or `items.si_2` as a whole. */
function childDifferences(row: MirrorRow, record: MirrorRecord): Record<string, Difference> {
  const found: Record<string, Difference> = {};
  const theirs = new Map<string, object>(childrenOf(record).map((child) => [child.id, child]));
  for (const ours of row.children) {
    const child = theirs.get(ours.id);
    theirs.delete(ours.id);
    const name = `items.${ours.id}`;
    if (!child) found[name] = { mirror: ours, provider: null };
    else
      for (const [field, difference] of Object.entries(differencesIn(ours, child, Object.keys(ours))))
        found[`${name}.${field}`] = difference;
  }
  for (const [id, child] of theirs) found[`items.${id}`] = { mirror: null, provider: plain(child) };
  return found;
}

/**
 * Compares a row of the mirror with what the provider says, in every column that is read out of an object and in its
 * children. `raw` is not compared: a field the provider adds is no difference to anybody.
 * @returns nothing when they are equal
 */
export function differencesOf(row: MirrorRow, record: MirrorRecord): Differences | null {
  const fields = MIRROR_TABLES[record.kind].columns.filter((column) => column !== 'raw');
  const differences = {
    ...(row.deleted ? { deleted: { mirror: true, provider: false } } : {}),
    ...differencesIn(row.fields, record, fields),
    ...childDifferences(row, record),
  };
  return Object.keys(differences).length > 0 ? differences : null;
}

/** What is said of an object that the mirror does not hold at all: enough to know it by. */
const TELLING = ['customerId', 'status', 'amount', 'total', 'currency', 'created'];

export function summaryOf(record: MirrorRecord): Differences {
  const known = Object.entries(record).filter(([field, value]) => TELLING.includes(field) && value !== null);
  return Object.fromEntries(known.map(([field, value]) => [field, { mirror: null, provider: plain(value) }]));
}
