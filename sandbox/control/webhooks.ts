import { z } from 'zod';
import { release } from '../webhooks/by-hand';
import { troubleSchema } from '../webhooks/trouble';
import { defineControl, none, type Parts } from './define';

const body = troubleSchema.extend({ mode: z.enum(['deliver', 'hold', 'lose']).optional() });

/** What new webhook deliveries meet: told to stop, to be lost, doubled, late, out of order. */
export const setWebhooks = defineControl({
  method: 'POST',
  path: '/webhooks',
  body,
  run({ parts, body: { mode, ...trouble } }) {
    parts.ledger.trouble.set(trouble);
    if (mode !== undefined) parts.ledger.setDeliveryMode(mode);
    if (mode === 'deliver') release(parts.ledger);
    const now = stateOf(parts);
    parts.feed.publish('webhooks', now);
    return now;
  },
});

export const showWebhooks = defineControl({
  method: 'GET',
  path: '/webhooks',
  body: none,
  run: ({ parts }) => stateOf(parts),
});

function stateOf({ ledger }: Parts) {
  return { mode: ledger.deliveryMode(), ...ledger.trouble.settings };
}
