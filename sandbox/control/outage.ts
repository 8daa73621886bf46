import { z } from 'zod';
import { defineControl } from './define';

/**
 * Closes the port, so that connections are refused, and opens it again by itself: until then nobody can reach the
 * controls either. An outage that they survive is a fault of kind `outage`.
 */
export const closePort = defineControl({
  method: 'POST',
  path: '/outage',
  body: z.strictObject({ seconds: z.number().gt(0).max(600) }),
  run({ parts, body: { seconds } }) {
    parts.door.shutFor(seconds);
    return { seconds };
  },
});
