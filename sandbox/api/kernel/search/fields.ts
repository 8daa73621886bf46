import { invalidRequest, type SandboxError } from '../errors';
import type { Clause, Query } from './query';

type Scalar = string | number | boolean | null | undefined;

/** A field that can be searched: its type decides which operators it takes. */
export type SearchField<T> =
  | { kind: 'token'; of: (item: T) => Scalar }
  | { kind: 'string'; of: (item: T) => string | null | undefined }
  | { kind: 'numeric'; of: (item: T) => number | null | undefined };

/** The searchable fields of a resource by their name in a query; `metadata` is always among them. */
export type SearchFields<T> = Record<string, SearchField<T>>;

/** A field that matches only as a whole, in any case. */
export function token<T>(of: (item: T) => Scalar): SearchField<T> {
  return { kind: 'token', of };
}

/** A field that also matches by words and by parts. */
export function string<T>(of: (item: T) => string | null | undefined): SearchField<T> {
  return { kind: 'string', of };
}

/** A field that can be compared. */
export function numeric<T>(of: (item: T) => number | null | undefined): SearchField<T> {
  return { kind: 'numeric', of };
}

interface Searched<T> {
  /** What Stripe calls the resource in its errors, e.g. `payment_intents`. */
  resource: string;
  fields: SearchFields<T>;
}

interface WithMetadata {
  metadata?: Record<string, string> | null | undefined;
}

/** Turns a query into a test of single objects. Throws 400 for what the fields do not support. */
export function matcher<T extends WithMetadata>(query: Query, searched: Searched<T>): (item: T) => boolean {
  const tests = query.clauses.map((clause) => clauseTest(clause, searched));
  return query.join === 'and'
    ? (item) => tests.every((test) => test(item))
    : (item) => tests.some((test) => test(item));
}

function clauseTest<T extends WithMetadata>(clause: Clause, searched: Searched<T>): (item: T) => boolean {
  const { key } = clause;
  const field =
    key === null
      ? Object.entries(searched.fields).find(([name]) => name === clause.field)?.[1]
      : token((item: T) => own(item.metadata ?? {}, key));
  if (!field) throw unknownField(clause.field, searched.resource);
  const test = positive(clause, field);
  return (item) => test(item) !== clause.negated;
}

/** A value that was put there under its name, and is not what every object has. */
function own(metadata: Record<string, string>, key: string): string | null {
  return Object.hasOwn(metadata, key) ? (metadata[key] ?? null) : null;
}

function positive<T>(clause: Clause, field: SearchField<T>): (item: T) => boolean {
  const { operator, value } = clause;
  if (value === null) return (item) => (field.of(item) ?? null) === null;
  switch (field.kind) {
    case 'token':
      if (operator !== ':') throw unsupportedOperator(clause);
      return (item) => fold(field.of(item)) === value.toLowerCase();
    case 'string':
      return stringTest(clause, value, field.of);
    case 'numeric':
      return numericTest(clause, value, field.of);
  }
}

/** `:` finds the words of the value one after the other, `~` any part of three characters or more. */
function stringTest<T>(
  clause: Clause,
  value: string,
  of: (item: T) => string | null | undefined,
): (item: T) => boolean {
  switch (clause.operator) {
    case ':': {
      const phrase = words(value);
      return (item) => words(of(item) ?? '').includes(phrase);
    }
    case '~':
      if (value.length < 3) throw tooShort();
      return (item) => (of(item) ?? '').toLowerCase().includes(value.toLowerCase());
    default:
      throw unsupportedOperator(clause);
  }
}

function numericTest<T>(
  clause: Clause,
  value: string,
  of: (item: T) => number | null | undefined,
): (item: T) => boolean {
  const bound = Number(value);
  if (value.trim() === '' || Number.isNaN(bound)) throw notANumber(clause);
  const against = (compare: (own: number) => boolean) => (item: T) => {
    const own = of(item) ?? null;
    return own !== null && compare(own);
  };
  switch (clause.operator) {
    case ':':
      return against((own) => own === bound);
    case '>':
      return against((own) => own > bound);
    case '>=':
      return against((own) => own >= bound);
    case '<':
      return against((own) => own < bound);
    case '<=':
      return against((own) => own <= bound);
    case '~':
      throw unsupportedOperator(clause);
  }
}

function fold(value: Scalar): string | null {
  return value === null || value === undefined ? null : String(value).toLowerCase();
}

/** The words of a text, each between blanks, so that one list of words can be looked for in another. */
function words(text: string): string {
  return ` ${(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
}

function unknownField(field: string, resource: string): SandboxError {
  const page = resource.replaceAll('_', '-');
  return invalidRequest(
    `Field \`${field}\` is an unsupported search field for resource \`${resource}\`. See ` +
      `http://stripe.com/docs/search#query-fields-for-${page} for a list of supported fields.`,
  );
}

/** Wording inferred; that it is an error is documented. */
function unsupportedOperator({ field, operator }: Clause): SandboxError {
  return invalidRequest(`Field \`${field}\` does not support the operator \`${operator}\`.`);
}

/** Wording inferred. */
function notANumber({ field }: Clause): SandboxError {
  return invalidRequest(`Field \`${field}\` is numeric and must be compared with a number.`);
}

/** Wording inferred. */
function tooShort(): SandboxError {
  return invalidRequest('Substring matches need a value of at least 3 characters.');
}
