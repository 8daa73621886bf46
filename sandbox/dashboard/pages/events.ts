import { subjectOf } from '../../webhooks/light-event';
import { deliveries, events } from '../../webhooks/records';
import { type Html, html } from '../html';
import { idLink } from '../parts/links';
import { listPage } from '../parts/list-page';
import { answerPill, moment, pill } from '../parts/words';
import type { View } from '../view';

export const eventsPage = listPage({
  path: 'events',
  title: 'Events',
  collection: events,
  empty: 'Nothing has happened yet.',
  words: (_, event) => `${event.type} ${subjectOf(event) ?? ''}`,
  columns: (view) => [
    { name: 'Type', cell: (event) => html`<a href="${view.href(`events/${event.id}`)}">${event.type}</a>` },
    { name: 'About', cell: (event) => idLink(view, subjectOf(event)) },
    { name: 'Deliveries', cell: (event) => deliveryStates(view, event.id) },
    { name: 'When', cell: (event) => moment(event.created) },
  ],
});

/** How the deliveries of an event stand, one mark each. */
export function deliveryStates(view: View, event: string): Html {
  const sent = view.tx.where(deliveries, 'event', event);
  if (sent.length === 0) return html`<span class="soft">nobody asked for it</span>`;
  return html`${sent.map((one) =>
    one.state === 'pending' && one.attempts > 0
      ? html`${answerPill(one.last_status)} <small>again ${moment(Math.ceil((one.next_attempt_at ?? 0) / 1000))}</small> `
      : html`${pill(one.state)} `,
  )}`;
}
