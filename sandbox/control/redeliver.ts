import { z } from 'zod';
import { redeliver } from '../webhooks/by-hand';
import { defineControl, Refusal } from './define';

/** Sends an event once more to everybody it was for. */
export const redeliverEvent = defineControl({
  method: 'POST',
  path: '/webhooks/redeliver',
  body: z.strictObject({ event_id: z.string() }),
  run({ parts, body: { event_id } }) {
    if (redeliver(parts.ledger, event_id)) return { event_id };
    return new Refusal(404, `No such event: '${event_id}'`);
  },
});
