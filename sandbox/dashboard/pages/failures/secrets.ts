import { z } from 'zod';
import { endpoints } from '../../../webhooks/records';
import { html } from '../../html';
import { moment } from '../../parts/words';
import { messageIn } from '../../reply';
import type { View } from '../../view';
import { type Choices, choice, figure, number } from './fields';
import type { Switch } from './switch';

const rolled = z.object({ secret: z.string(), previous_expires_at: z.number() });

/** Rolls a signing secret, as Stripe's dashboard does: for a while both sign. */
export const secrets: Switch = {
  title: 'Signing secrets',
  render(view) {
    const targets = targetsOf(view);
    if (targets.length === 0) return html`<p class="empty">Nobody listens to webhooks.</p>`;
    return html`<div class="forms"><form method="post" class="acts">
${choice('endpoint', 'Whose secret', targets)}
${number('hours', 'The old secret signs too for, hours', { min: 0, max: 24, now: 24, fine: true })}
<button type="submit" name="do" value="roll">Roll the secret</button></form></div>`;
  },
  acts: {
    async roll({ backstage }, form) {
      const expires_in = Math.round((figure(form, 'hours') ?? 24) * 3600);
      const told = { endpoint: form.get('endpoint'), expires_in };
      const reply = await backstage.control('POST', '/webhooks/roll_secret', told);
      const answer = rolled.safeParse(reply.body);
      if (reply.status !== 200 || !answer.success) return { kind: 'refused', message: messageIn(reply) };
      const { secret, previous_expires_at: until } = answer.data;
      const old = expires_in === 0 ? 'signs no more' : html`signs too until ${moment(until)}`;
      return {
        kind: 'told',
        message: html`The new secret, shown this once: <code>${secret}</code> The old one ${old}.`,
      };
    },
  },
};

/** Where this account's events go: its endpoints, and the address given at start. */
function targetsOf({ tx, backstage }: View): Choices {
  const own = tx.all(endpoints).map(({ id, url }) => [id, `${url} (${id})`] as const);
  const { forwardTo } = backstage.ledger;
  return forwardTo === null ? own : [['forward', `${forwardTo} (given at start)`], ...own];
}
