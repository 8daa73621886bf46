import { html } from '../../html';
import { messageIn } from '../../reply';
import { figure, number } from './fields';
import { done, type Switch } from './switch';

/** The way to the sandbox itself: slow, or closed. */
export const connection: Switch = {
  title: 'Connection',
  render: (view) => html`<div class="forms"><form method="post" class="acts">
${number('ms', 'Every call takes longer by, ms', { min: 0, max: 60_000, now: view.backstage.disturbance.latency })}
<button type="submit" name="do" value="latency">Set latency</button></form>
<form method="post" class="acts">
${number('seconds', 'Refuse connections for, seconds', { min: 0.1, max: 600, now: 10, fine: true })}
<button type="submit" name="do" value="shut">Close the port</button></form>
<p>While the port is closed nobody reaches the sandbox: not the application, not this page. It opens again by itself.</p></div>`,
  acts: {
    latency: ({ backstage }, form) =>
      done(backstage.control('POST', '/latency', { ms: figure(form, 'ms') ?? 0 })),
    async shut({ backstage }, form) {
      const seconds = figure(form, 'seconds');
      const reply = await backstage.control('POST', '/outage', { seconds });
      if (reply.status !== 200) return { kind: 'refused', message: messageIn(reply) };
      return { kind: 'told', message: html`The port is closed for ${seconds} seconds.` };
    },
  },
};
