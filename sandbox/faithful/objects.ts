import type { Violation } from './violation';

/** An object of the API: it says what it is. */
export type ApiObject = Readonly<Record<string, unknown>> & { readonly object: string };

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isApiObject(value: unknown): value is ApiObject {
  return isRecord(value) && typeof value.object === 'string';
}

/** A value and everything inside of it that is an object of the API, each with its place. */
export function objectsIn(value: unknown, at = ''): { item: ApiObject; at: string }[] {
  if (Array.isArray(value)) return value.flatMap((part, index) => objectsIn(part, `${at}/${index}`));
  if (!isRecord(value)) return [];
  const inside = Object.entries(value).flatMap(([name, part]) => objectsIn(part, `${at}/${name}`));
  return isApiObject(value) ? [{ item: value, at }, ...inside] : inside;
}

/** The same violations, seen from further out. */
export function below(at: string, found: readonly Violation[]): Violation[] {
  return found.map((each) => ({
    ...each,
    pointer: each.pointer === '/' ? at || '/' : `${at}${each.pointer}`,
  }));
}
