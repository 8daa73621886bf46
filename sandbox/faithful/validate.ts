import { resolve, type Schema, type SchemaDocument } from './schema/json-schema';
import type { Violation } from './violation';

/**
 * Holds a value against a schema and answers what is wrong with it. It reads the schemas as they are: a validator
 * that compiles them first takes longer to begin than a short test to run.
 */
export function validate(document: SchemaDocument, schema: Schema, value: unknown, at = ''): Violation[] {
  const rule = resolve(document, schema);
  const { type, enum: values, anyOf, pattern } = rule;
  const wrong = (reason: string): Violation[] => [{ pointer: at || '/', kind: 'wrong', reason }];
  if (anyOf) return anyOfThem(document, anyOf, value, at);
  if (values && !values.some((each) => each === value)) {
    const known = values.length > 12 ? `the ${values.length} known values` : values.join(', ');
    return wrong(`is ${show(value)}, not one of ${known}`);
  }
  if (type && typeOf(value) !== type) return wrong(`is ${show(value)}, not of type ${type}`);
  if (pattern && typeof value === 'string' && !new RegExp(pattern).test(value))
    return wrong(`is ${show(value)}, not like ${pattern}`);
  if (Array.isArray(value)) return itemsOf(document, rule, value, at);
  return isObject(value) ? fieldsOf(document, rule, value, at) : [];
}

function itemsOf(
  document: SchemaDocument,
  { items: each }: Schema,
  items: unknown[],
  at: string,
): Violation[] {
  return each ? items.flatMap((item, index) => validate(document, each, item, `${at}/${index}`)) : [];
}

function fieldsOf(document: SchemaDocument, schema: Schema, value: object, at: string): Violation[] {
  const found: Violation[] = [];
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name))
      found.push({ pointer: `${at}/${name}`, kind: 'missing', reason: 'is missing' });
  }
  for (const [name, field] of Object.entries(value)) {
    const declared =
      schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    const rule = declared ?? schema.additionalProperties;
    const pointer = `${at}/${declared ? name : name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (rule === false) found.push({ pointer, kind: 'wrong', reason: 'is not declared by Stripe' });
    else if (rule) found.push(...validate(document, rule, field, pointer));
  }
  return found;
}

/** Fits when a branch fits; else tells of the branch that was most likely meant. */
function anyOfThem(document: SchemaDocument, branches: Schema[], value: unknown, at: string): Violation[] {
  const kindred = branches.filter((branch) => isKindred(resolve(document, branch), value));
  let nearest: { misfit: number; found: Violation[] } | undefined;
  for (const branch of kindred.length > 0 ? kindred : branches) {
    const found = validate(document, branch, value, at);
    if (found.length === 0) return [];
    const isOther = found.some(({ pointer }) => pointer === (at || '/') || pointer === `${at}/object`);
    const misfit = isOther ? Number.MAX_SAFE_INTEGER : found.length;
    if (!nearest || misfit < nearest.misfit) nearest = { misfit, found };
  }
  return nearest?.found ?? [];
}

/** Whether a schema is for values of that type at all, which is quickly told. */
function isKindred({ type, enum: values }: Schema, value: unknown): boolean {
  if (values) return values.some((each) => typeof each === typeof value);
  return type === undefined || type === typeOf(value);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value in few characters. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
