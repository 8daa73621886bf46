import { z } from 'zod';
import { defineControl } from './define';

/** Makes every call take that long besides. */
export const setLatency = defineControl({
  method: 'POST',
  path: '/latency',
  body: z.strictObject({ ms: z.int().min(0).max(60_000) }),
  run({ parts, body: { ms } }) {
    parts.disturbance.latency = ms;
    return { ms };
  },
});
