import { invalidRequest, type SandboxError } from '../errors';

export type Operator = ':' | '~' | '>' | '>=' | '<' | '<=';

/** One condition of a search query, such as `-metadata["plan"]:"pro"`. */
export interface Clause {
  field: string;
  /** The key of `metadata["key"]`; null for every other field. */
  key: string | null;
  operator: Operator;
  /** null is the word `null`: the field is absent. */
  value: string | null;
  negated: boolean;
}

export interface Query {
  join: 'and' | 'or';
  clauses: Clause[];
}

/** The most clauses one query may have (docs.stripe.com/search). */
const MOST_CLAUSES = 10;

const QUOTED = `"(?:\\\\.|[^"\\\\])*"|'(?:\\\\.|[^'\\\\])*'`;

/** Strings must be quoted, numbers may stand alone. */
const CLAUSE = new RegExp(
  `(-?)([a-z_][a-z0-9_.]*)(?:\\[(${QUOTED})\\])?(:|~|>=|<=|>|<)(${QUOTED}|null|-?\\d+(?:\\.\\d+)?)(?=\\s|$)`,
  'iy',
);
const GAP = /\s+(?:(AND|OR)\s+)?/iy;

/** Reads Stripe's search query language. Throws 400. */
export function parseQuery(text: string): Query {
  const source = text.trim();
  const clauses: Clause[] = [];
  const joins = new Set<string>();
  let at = 0;
  for (;;) {
    const found = matchAt(CLAUSE, source, at);
    if (!found) throw unparsable();
    clauses.push(clauseOf(found));
    at += found[0].length;
    if (at === source.length) break;
    const gap = matchAt(GAP, source, at);
    if (!gap) throw unparsable();
    joins.add((gap[1] ?? 'and').toLowerCase());
    at += gap[0].length;
  }
  if (joins.size > 1) throw mixed();
  if (clauses.length > MOST_CLAUSES) throw tooMany();
  return { join: joins.has('or') ? 'or' : 'and', clauses };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function clauseOf(found: RegExpExecArray): Clause {
  const [, minus = '', name = '', key, operator = '', value = ''] = found;
  const field = name.toLowerCase();
  // Only metadata has keys, and metadata without one says nothing.
  if ((key === undefined) === (field === 'metadata')) throw unparsable();
  const absent = value.toLowerCase() === 'null';
  if (absent && operator !== ':') throw unparsable();
  return {
    field,
    key: key === undefined ? null : unquoted(key),
    operator: operatorOf(operator),
    value: absent ? null : unquoted(value),
    negated: minus !== '',
  };
}

function operatorOf(text: string): Operator {
  const operators: Operator[] = [':', '~', '>', '>=', '<', '<='];
  const found = operators.find((one) => one === text);
  if (!found) throw unparsable();
  return found;
}

function unquoted(text: string): string {
  return /^["']/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
}

function unparsable(): SandboxError {
  return invalidRequest(
    'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to query for metadata ' +
      'or key:"value" to query for other fields.',
  );
}

/** Wording inferred. */
function mixed(): SandboxError {
  return invalidRequest(
    'We were unable to parse your search query. AND and OR cannot be combined in the same query.',
  );
}

/** Wording inferred. */
function tooMany(): SandboxError {
  return invalidRequest(`Search queries can have at most ${MOST_CLAUSES} clauses.`);
}
