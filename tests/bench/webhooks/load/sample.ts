import { z } from 'zod';

/** What one run of the load measured. Times in milliseconds, from sending to the whole answer. */
export const sample = z.object({
  answers: z.number(),
  /** Those that were not a 200. */
  failed: z.number(),
  rate: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
});
export type Sample = z.infer<typeof sample>;

/** What is reached by so great a share of the times. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((one, other) => one - other),
    0.5,
  );
}
