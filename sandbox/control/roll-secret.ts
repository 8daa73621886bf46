import { z } from 'zod';
import { defineControl, Refusal } from './define';

const DAY = 24 * 3600;

const body = z.strictObject({
  /** A webhook endpoint's id, or `forward` for the address given at start. */
  endpoint: z.string(),
  /** How long the old secret signs as well (seconds); Stripe lets it live for a day at most. */
  expires_in: z.int().min(0).max(DAY).default(DAY),
});

/** Makes a new signing secret, as Stripe's dashboard does; for a while both sign. */
export const rollSecret = defineControl({
  method: 'POST',
  path: '/webhooks/roll_secret',
  body,
  run({ parts, body: { endpoint, expires_in } }) {
    const result = parts.dispatcher.secrets.roll(endpoint, expires_in);
    switch (result.kind) {
      case 'rolled':
        return { endpoint, secret: result.secret, previous_expires_at: result.until };
      case 'no_such_endpoint':
        return new Refusal(404, `No such webhook endpoint: '${endpoint}'`);
    }
  },
});
