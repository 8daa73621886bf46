import { invoices } from '../../api/billing/invoices/invoice';
import { subscriptions } from '../../api/billing/subscriptions/subscription';
import { customers, paymentIntents } from '../../api/payments';
import { subjectOf } from '../../webhooks/light-event';
import { deliveries, events } from '../../webhooks/records';
import { type Html, html } from '../html';
import { idLink } from '../parts/links';
import { table } from '../parts/table';
import { answerPill, money, timeOfDay } from '../parts/words';
import type { PageDefinition, View } from '../view';
import { deliveryStates } from './events';
import { requestsOf } from './requests';

const LATEST = 8;

export const overviewPage: PageDefinition = {
  path: '',
  section: '',
  render(view) {
    const requests = requestsOf(view).slice(0, LATEST);
    const latest = view.tx.all(events).slice(0, LATEST);
    return {
      title: 'Overview',
      main: html`
<ul class="tiles">${tiles(view)}</ul>
<div class="columns brief">
<section aria-label="Events"><h2><a href="${view.href('events')}">Events</a></h2>
${table(
  'Latest events',
  [
    {
      name: 'Type',
      cell: (event) =>
        html`<a href="${view.href(`events/${event.id}`)}">${event.type}</a><small>${idLink(view, subjectOf(event))}</small>`,
    },
    { name: 'Deliveries', cell: (event) => deliveryStates(view, event.id) },
    { name: 'When', cell: (event) => timeOfDay(event.created) },
  ],
  latest,
  'Nothing has happened yet. Subscribe in the application, or run an example against this address.',
)}</section>
<section aria-label="Requests"><h2><a href="${view.href('requests')}">Requests</a></h2>
${table(
  'Latest requests',
  [
    {
      name: 'Request',
      cell: (one) =>
        html`<a href="${view.href(`requests/${one.id}`)}"><code>${one.method} ${one.path}</code></a>`,
    },
    { name: 'Answer', cell: (one) => answerPill(one.status) },
    { name: 'When', cell: (one) => timeOfDay(one.at / 1000) },
  ],
  requests,
  'No request has come since the sandbox was started.',
)}</section>
</div>`,
    };
  },
};

function tiles(view: View): Html[] {
  const { tx } = view;
  const live = tx.all(subscriptions).filter((one) => one.status === 'active' || one.status === 'trialing');
  const late = tx.all(subscriptions).filter((one) => one.status === 'past_due' || one.status === 'unpaid');
  const open = tx.all(invoices).filter((one) => one.status === 'open');
  const waiting = tx.all(deliveries).filter((one) => one.state === 'pending' || one.state === 'held');
  return [
    tile('Customers', String(tx.all(customers).length), view.href('customers')),
    tile(
      'Active subscriptions',
      String(live.length),
      view.href('subscriptions'),
      late.length > 0 ? `${late.length} not paid` : null,
    ),
    tile('Paid', takings(view), view.href('payments')),
    tile('Open invoices', String(open.length), view.href('invoices?q=open')),
    tile('Events on their way', String(waiting.length), view.href('events')),
  ];
}

/** What was taken in the currency in which most was. */
function takings(view: View): string {
  const sums = new Map<string, number>();
  for (const intent of view.tx.all(paymentIntents)) {
    sums.set(intent.currency, (sums.get(intent.currency) ?? 0) + intent.amount_received);
  }
  const [most] = [...sums].sort(([, one], [, other]) => other - one);
  return most ? money(most[1], most[0]) : '0';
}

function tile(name: string, figure: string, href: string, note: string | null = null): Html {
  return html`<li><a href="${href}"><span>${name}</span><strong>${figure}</strong>${note === null ? null : html`<small>${note}</small>`}</a></li>`;
}
