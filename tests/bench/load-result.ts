import { z } from 'zod';

/** What a run of the load measured. Times in milliseconds, from when a call was due. */
export const loadResult = z.object({
  rate: z.number(),
  p50: z.number(),
  p95: z.number(),
  worst: z.number(),
  failed: z.number(),
});
