import { servedCollections } from '../../api/kernel/collection';
import { testClocks } from '../../api/kernel/governing-clock';
import type { Stored } from '../../api/kernel/wire';
import { subjectOf } from '../../webhooks/light-event';
import { events } from '../../webhooks/records';
import { html } from '../html';
import { json } from '../parts/json';
import { table } from '../parts/table';
import { moment, pill } from '../parts/words';
import type { PageDefinition, View } from '../view';
import { deliveryStates } from './events';

const SECTION_OF: Record<string, string> = {
  customer: 'customers',
  subscription: 'subscriptions',
  invoice: 'invoices',
  payment_intent: 'payments',
  charge: 'payments',
  refund: 'payments',
  event: 'events',
  [testClocks.name]: 'clocks',
};

/** The page of any object: what it is joined to, what happened to it, and the object as the API serves it. */
export const objectPage: PageDefinition = {
  path: 'objects/:id',
  section: '',
  render(view, segment) {
    const item = find(view, segment('id'));
    if (!item) return null;
    const kind = item.object.split('.').at(-1) ?? item.object;
    const status: unknown = Reflect.get(item, 'status');
    return {
      title: `${kind.replaceAll('_', ' ')} ${item.id}`,
      main: html`
${typeof status === 'string' ? html`<p>${pill(status)}</p>` : null}
<section aria-label="Joined to it"><h2>Joined to it</h2>${joined(view, item)}</section>
<section aria-label="What happened to it"><h2>What happened to it</h2>${history(view, item.id)}</section>
<section aria-label="As the API serves it"><h2>As the API serves it</h2>${json(item, view.linkTo)}</section>`,
      section: SECTION_OF[item.object] ?? '',
    };
  },
};

function find(view: View, id: string): Stored | undefined {
  for (const kind of servedCollections()) {
    const item = view.tx.lookup(kind, id);
    if (item) return item;
  }
  return undefined;
}

/** Everything that names this object, by kind: the customer's subscriptions, the invoice's payments. */
function joined(view: View, item: Stored) {
  const found = servedCollections()
    .filter((kind) => kind.name !== events.name)
    .flatMap((kind) => view.tx.members(kind))
    .filter((other) => other.id !== item.id && names(other, item.id));
  const shown = found.slice(0, 100);
  return table(
    'Joined to it',
    [
      {
        name: 'Object',
        cell: (other) =>
          html`<a href="${view.href(`objects/${other.id}`)}">${other.object.replaceAll('_', ' ')}</a>`,
      },
      { name: 'Id', cell: (other) => html`<code>${other.id}</code>` },
      { name: 'Status', cell: (other) => statusOf(other) },
    ],
    shown,
    'Nothing else names it.',
  );
}

function statusOf(item: Stored) {
  const status: unknown = Reflect.get(item, 'status');
  return typeof status === 'string' ? pill(status) : '–';
}

/** Whether an object names an id, near its surface: deep inside, the same id would be found over and over. */
function names(value: unknown, id: string, depth = 0): boolean {
  if (value === id) return true;
  if (typeof value !== 'object' || value === null || depth === 4) return false;
  // Without a list of the values: thousands of objects are looked through for one page.
  for (const field in value) if (names(Reflect.get(value, field), id, depth + 1)) return true;
  return false;
}

function history(view: View, id: string) {
  const about = view.tx.all(events).filter((event) => subjectOf(event) === id);
  return table(
    'What happened to it',
    [
      {
        name: 'Event',
        cell: (event) => html`<a href="${view.href(`events/${event.id}`)}">${event.type}</a>`,
      },
      { name: 'Deliveries', cell: (event) => deliveryStates(view, event.id) },
      { name: 'When', cell: (event) => moment(event.created) },
    ],
    about.slice(0, 100),
    'No event was about it.',
  );
}
