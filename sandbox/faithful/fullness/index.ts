import { type ApiObject, isRecord } from '../objects';
import type { Violation } from '../violation';
import { ADJUSTMENTS } from './adjustments';
import { CATALOG } from './catalog';
import { CUSTOMERS } from './customers';
import { DISPUTES } from './disputes';
import { INVOICE_PARTS } from './invoice-parts';
import { INVOICES } from './invoices';
import { PAYMENTS } from './payments';
import { RECORDS } from './records';
import type { Row } from './row';
import { SCHEDULES } from './schedules';
import { SESSIONS } from './sessions';
import { SUBSCRIPTIONS } from './subscriptions';
import { TAXES } from './taxes';
import { USAGE } from './usage';

/** The whole table. */
export const ROWS: readonly Row[] = [
  ...CUSTOMERS,
  ...CATALOG,
  ...PAYMENTS,
  ...SESSIONS,
  ...SUBSCRIPTIONS,
  ...SCHEDULES,
  ...INVOICES,
  ...INVOICE_PARTS,
  ...ADJUSTMENTS,
  ...TAXES,
  ...USAGE,
  ...DISPUTES,
  ...RECORDS,
];

const byObject = new Map<string, Row[]>();
for (const row of ROWS) byObject.set(row.object, [...(byObject.get(row.object) ?? []), row]);

/** The rows that speak of an object as it is. */
export function rowsFor(item: ApiObject): Row[] {
  if (item.deleted === true) return [];
  return (byObject.get(item.object) ?? []).filter(({ where }) =>
    Object.entries(where).every(([path, wanted]) => at(item, path).some(({ value }) => suits(value, wanted))),
  );
}

function suits(value: unknown, wanted: Row['where'][string]): boolean {
  if (typeof wanted !== 'object' || wanted === null) return value === wanted;
  if ('not' in wanted) return value !== undefined && value !== wanted.not;
  return wanted.some((each) => each === value);
}

/** Where an object is emptier, or fuller, than Stripe's would be in its state. */
export function fullnessOf(item: ApiObject): Violation[] {
  return rowsFor(item).flatMap(({ state, filled, empty, source }) => {
    const told = `in the state "${state}" (${source})`;
    return [
      ...filled.flatMap((path) => at(item, path).flatMap((place) => lacking(place, told))),
      ...empty.flatMap((path) => at(item, path).flatMap((place) => surplus(place, told))),
    ];
  });
}

interface Place {
  pointer: string;
  value: unknown;
}

function lacking({ pointer, value }: Place, told: string): Violation[] {
  if (value === undefined) return [{ pointer, kind: 'missing', reason: `is missing, yet filled ${told}` }];
  return value === null ? [{ pointer, kind: 'wrong', reason: `is null, yet filled ${told}` }] : [];
}

function surplus({ pointer, value }: Place, told: string): Violation[] {
  if (value === undefined || value === null) return [];
  return [{ pointer, kind: 'wrong', reason: `is filled, yet null ${told}` }];
}

/** What is at a dotted path; several places when it goes through a list. */
function at(value: unknown, path: string, pointer = ''): Place[] {
  const [name = '', ...rest] = path.split('.');
  if (path === '') return [{ pointer, value }];
  if (name === '*') {
    const items = Array.isArray(value) ? value : [];
    return items.flatMap((item, index) => at(item, rest.join('.'), `${pointer}/${index}`));
  }
  const inner: unknown = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  if (inner === null && rest.length > 0) return [{ pointer: `${pointer}/${name}`, value: null }];
  return at(inner, rest.join('.'), `${pointer}/${name}`);
}
