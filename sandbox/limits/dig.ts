export function isHash(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text at the end of a path of members, or null. */
export function textAt(value: unknown, ...path: string[]): string | null {
  let current = value;
  for (const name of path) {
    if (!isHash(current)) return null;
    current = Reflect.get(current, name);
  }
  return typeof current === 'string' ? current : null;
}
