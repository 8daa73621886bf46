import type { LogEntry } from '../../api/kernel/request-log';
import { html } from '../html';
import { find } from '../parts/list-page';
import { paged, table } from '../parts/table';
import { answerPill, moment } from '../parts/words';
import type { PageDefinition, View } from '../view';

export const requestsPage: PageDefinition = {
  path: 'requests',
  section: 'requests',
  render(view) {
    const wanted = view.query.get('q')?.trim().toLowerCase() ?? '';
    const found = requestsOf(view).filter((one) => wordsOf(one).includes(wanted));
    const { shown, links } = paged(found, view.query);
    const main = html`${find(wanted, found.length)}${table('Requests', columns(view.href), shown, 'No request has come since the sandbox was started.')}${links}`;
    return { title: 'Requests', main };
  },
};

/** The account's latest requests, newest first. */
export function requestsOf(view: View): LogEntry[] {
  const { data } = view.backstage.log.since(0);
  return data.filter((entry) => entry.account === view.account).reverse();
}

function wordsOf(one: LogEntry): string {
  return `${one.method} ${one.path} ${one.status} ${one.idempotency_key ?? ''}`.toLowerCase();
}

function columns(href: (path: string) => string) {
  return [
    {
      name: 'Request',
      cell: (one: LogEntry) =>
        html`<a href="${href(`requests/${one.id}`)}"><code>${one.method} ${one.path}</code></a>`,
    },
    {
      name: 'Answer',
      cell: (one: LogEntry) =>
        html`${answerPill(one.status)}${one.replayed ? html` <span class="pill calm">replayed</span>` : null}`,
    },
    {
      name: 'Idempotency key',
      cell: (one: LogEntry) => html`<code class="cut">${one.idempotency_key ?? '–'}</code>`,
    },
    {
      name: 'Took',
      figure: true,
      cell: (one: LogEntry) => (one.ms === null ? '–' : `${Math.round(one.ms)} ms`),
    },
    { name: 'When', cell: (one: LogEntry) => moment(one.at / 1000) },
  ];
}
