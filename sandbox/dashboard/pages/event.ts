import { subjectOf } from '../../webhooks/light-event';
import { type Attempt, type Delivery, deliveries, events } from '../../webhooks/records';
import { type Html, html } from '../html';
import { json } from '../parts/json';
import { idLink } from '../parts/links';
import { type Column, facts, table } from '../parts/table';
import { answerPill, moment, pill } from '../parts/words';
import { messageIn } from '../reply';
import type { PageDefinition, View } from '../view';

/** One event: what it says, and every attempt to deliver it. */
export const eventPage: PageDefinition = {
  path: 'events/:id',
  section: 'events',
  render(view, segment) {
    const event = view.tx.get(events, segment('id'));
    if (!event) return null;
    const sent = view.tx.where(deliveries, 'event', event.id);
    const cause = event.request?.id ?? null;
    return {
      title: event.type,
      main: html`${facts([
        ['Event', html`<code>${event.id}</code>`],
        ['About', idLink(view, subjectOf(event))],
        ['When', moment(event.created)],
        [
          'Caused by',
          cause === null
            ? 'the sandbox itself'
            : html`<a href="${view.href(`requests/${cause}`)}">${cause}</a>`,
        ],
        [
          'Idempotency key',
          event.request?.idempotency_key ? html`<code>${event.request.idempotency_key}</code>` : null,
        ],
      ])}
<section aria-label="Deliveries"><h2>Deliveries</h2>
${sent.length === 0 ? html`<p class="empty">No endpoint asked for this type of event when it happened.</p>` : sent.map((one) => delivery(view, one))}
${sent.length === 0 ? null : html`<form method="post" class="acts"><button type="submit" class="main">Resend</button></form>`}
</section>
<section aria-label="Payload"><h2>Payload</h2>${json(event, view.linkTo)}</section>`,
    };
  },
  async act({ backstage }, form, segment) {
    const one = form.get('delivery');
    const reply =
      one === null
        ? await backstage.control('POST', '/webhooks/redeliver', { event_id: segment('id') })
        : await backstage.control('POST', `/deliveries/${encodeURIComponent(one)}/retry`);
    return reply.status === 200 ? { kind: 'done' } : { kind: 'refused', message: messageIn(reply) };
  },
};

function delivery(view: View, one: Delivery): Html {
  const endpoint =
    one.target === 'forward' ? html`<code>${one.url}</code>` : html`${idLink(view, one.target, one.url)}`;
  const again = one.state === 'pending' && one.attempts > 0 && one.next_attempt_at !== null;
  const rows = one.history.map((attempt, i) => ({ ...attempt, id: `${one.id} ${i}` }));
  return html`<article class="card" data-key="${one.id}">
<header><h3>${endpoint}</h3><span>${pill(one.state)}${again ? html` <span class="soft">again</span> ${moment(Math.ceil((one.next_attempt_at ?? 0) / 1000))}` : null}</span></header>
${table('Attempts', columns, rows, 'It was not tried yet.')}
${one.state === 'delivered' ? null : html`<form method="post" class="acts"><input type="hidden" name="delivery" value="${one.id}"><button type="submit" aria-label="Try now: ${one.url}">Try now</button></form>`}</article>`;
}

const columns: Column<Attempt & { id: string }>[] = [
  { name: 'Attempt', cell: (one) => moment(one.at / 1000) },
  { name: 'Answer', cell: (one) => answerPill(one.status) },
  { name: 'Took', figure: true, cell: (one) => `${Math.round(one.ms)} ms` },
  { name: 'Said', cell: (one) => html`<code>${one.error ?? one.answer.slice(0, 300)}</code>` },
];
