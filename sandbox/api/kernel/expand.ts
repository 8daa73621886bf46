import { type AnyCollection, collectionNamed, type Expansion } from './collection';
import { invalidRequest } from './errors';
import type { Transaction } from './transaction';
import type { Stored } from './wire';

const MAX_DEPTH = 4;

/**
 * Fills the fields that `expand` names, on a copy. Throws 400 for a field that cannot be expanded and for
 * paths deeper than four.
 */
export function expand(tx: Transaction, answer: object, paths: readonly string[]): object {
  let result = answer;
  for (const path of paths) {
    const segments = path.split('.');
    if (segments.length > MAX_DEPTH) {
      const message = `You cannot expand more than ${MAX_DEPTH} levels of a property. Property: ${path}`;
      throw invalidRequest(message, { param: 'expand' });
    }
    result = asObject(descend(tx, result, { owner: null, at: '' }, segments, path));
  }
  return result;
}

interface Place {
  /** The object we are inside of, which knows what can be expanded; its item is null where it has no id. */
  owner: { item: Stored | null; collection: AnyCollection } | null;
  /** Where we are inside of it, dotted. */
  at: string;
}

function descend(tx: Transaction, value: unknown, place: Place, segments: string[], path: string): unknown {
  const [segment, ...rest] = segments;
  if (segment === undefined || value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((part) => descend(tx, part, place, segments, path));
  if (typeof value !== 'object') throw notExpandable(path);
  const here = enter(value, place);
  const field = here.at === '' ? segment : `${here.at}.${segment}`;
  const current: unknown = Reflect.get(value, segment);
  const expansion = here.owner?.collection.expansions.get(field);
  if (expansion && here.owner) {
    const filled = fill(tx, expansion, current, here.owner.item, path);
    return { ...value, [segment]: descend(tx, filled, { owner: null, at: '' }, rest, path) };
  }
  if (rest.length === 0) throw notExpandable(path);
  const open = typeof current === 'object' && current !== null;
  if (!open && !leadsSomewhere(here, field)) throw notExpandable(path);
  return { ...value, [segment]: descend(tx, current, { owner: here.owner, at: field }, rest, path) };
}

/** A value with an `object` name of a known kind is where new fields can be expanded; a list is looked through. */
function enter(value: object, place: Place): Place {
  if (!('object' in value) || typeof value.object !== 'string') return place;
  const collection = collectionNamed(value.object);
  if (isStored(value)) return collection ? { owner: { item: value, collection }, at: '' } : place;
  return { owner: collection ? { item: null, collection } : null, at: '' };
}

function fill(
  tx: Transaction,
  expansion: Expansion,
  current: unknown,
  owner: Stored | null,
  path: string,
): unknown {
  // Of what was deleted there is nothing left to show.
  if (expansion.kind === 'computed')
    return owner === null || 'deleted' in owner ? undefined : (current ?? expansion.compute(tx, owner));
  if (Array.isArray(current)) return current.map((one) => fill(tx, expansion, one, owner, path));
  if (typeof current !== 'string') return current ?? null;
  for (const name of expansion.collections) {
    const collection = collectionNamed(name);
    const item = collection && tx.lookup(collection, current);
    if (collection && item) return collection.shown(tx, item);
  }
  if (expansion.collections.every((name) => !collectionNamed(name))) throw notExpandable(path);
  return current;
}

function leadsSomewhere(here: Place, field: string): boolean {
  const known = [...(here.owner?.collection.expansions.keys() ?? [])];
  return known.some((name) => name.startsWith(`${field}.`));
}

function isStored(value: object): value is Stored {
  return (
    'id' in value && typeof value.id === 'string' && 'object' in value && typeof value.object === 'string'
  );
}

function asObject(value: unknown): object {
  if (typeof value === 'object' && value !== null) return value;
  throw new Error('An expansion lost the object it was for.');
}

function notExpandable(path: string) {
  return invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
}
