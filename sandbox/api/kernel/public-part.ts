import { collectionNamed } from './collection';

/** Never shown to a browser: it tells whether two buyers used the same card. */
const NEVER = new Set(['fingerprint']);

/**
 * What a publishable key gets to see of an answer, whatever was expanded in it or came with an error: of a known kind
 * of object its public fields, and no more than the id of one that has none. The object that was asked for itself is
 * never less than whole unless its kind says so.
 */
export function publicPart(answer: object): object {
  return entries(answer, publicFieldsOf(answer));
}

function part(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(part);
  if (typeof value !== 'object' || value === null) return value;
  const fields = publicFieldsOf(value);
  const known = 'object' in value && typeof value.object === 'string' && collectionNamed(value.object);
  return known && fields === undefined && 'id' in value ? value.id : entries(value, fields);
}

function entries(value: object, fields: readonly string[] | undefined): object {
  const shown = Object.entries(value).filter(
    ([name]) => !NEVER.has(name) && (fields === undefined || fields.includes(name)),
  );
  return Object.fromEntries(shown.map(([name, inner]) => [name, part(inner)]));
}

function publicFieldsOf(value: object): readonly string[] | undefined {
  const name = 'object' in value && typeof value.object === 'string' ? value.object : '';
  return collectionNamed(name)?.publicFields;
}
