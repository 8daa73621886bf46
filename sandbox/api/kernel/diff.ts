type Hash = Record<string, unknown>;

/**
 * `previous_attributes` as Stripe writes them: for each changed field its old value; inside a hash only what
 * changed, with null for what was not there; lists whole.
 * @returns null when nothing changed
 */
export function previousAttributes(before: object, after: object): Hash | null {
  const old = new Map<string, unknown>(Object.entries(before));
  const changed: Hash = {};
  for (const [field, now] of Object.entries(after)) {
    const was = old.get(field);
    old.delete(field);
    if (same(was, now)) continue;
    changed[field] = isHash(was) && isHash(now) ? previousAttributes(was, now) : (was ?? null);
  }
  for (const [field, was] of old) if (was !== undefined) changed[field] = was;
  return Object.keys(changed).length === 0 ? null : changed;
}

function isHash(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
