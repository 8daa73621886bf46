/**
 * Merges metadata as Stripe does: a key with an empty value is removed, `''` for the whole removes all.
 * @param change undefined leaves everything; null (from `metadata=''`) clears
 */
export function mergeMetadata(
  current: Record<string, string>,
  change: Record<string, string> | null | undefined,
): Record<string, string> {
  if (change === undefined) return current;
  if (change === null) return {};
  const merged = new Map(Object.entries(current));
  for (const [key, value] of Object.entries(change)) {
    if (value === '') merged.delete(key);
    else merged.set(key, value);
  }
  return Object.fromEntries(merged);
}
