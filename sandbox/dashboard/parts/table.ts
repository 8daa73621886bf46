import { type Html, html } from '../html';

export interface Column<T> {
  name: string;
  /** Figures are set to the right. */
  figure?: boolean;
  cell(item: T): Html | string;
}

/** What one page of a list shows. */
export const PAGE_SIZE = 50;

/**
 * A list as a table, which on a phone becomes cards: the roles keep it a table for screen readers even then.
 * @param empty what stands there when there is nothing
 */
export function table<T extends { id: string }>(
  caption: string,
  columns: readonly Column<T>[],
  items: readonly T[],
  empty: string,
): Html {
  if (items.length === 0) return html`<p class="empty">${empty}</p>`;
  const heads = columns.map(
    (column) =>
      html`<th scope="col" role="columnheader" class="${column.figure ? 'figure' : ''}">${column.name}</th>`,
  );
  const rows = items.map(
    (item) => html`<tr role="row" data-key="${item.id}">${columns.map((column) => cell(column, item))}</tr>`,
  );
  return html`<div class="scroll"><table role="table">
<caption class="hidden">${caption}</caption>
<thead role="rowgroup"><tr role="row">${heads}</tr></thead><tbody role="rowgroup">${rows}</tbody></table></div>`;
}

function cell<T>(column: Column<T>, item: T): Html {
  return html`<td role="cell" data-label="${column.name}" class="${column.figure ? 'figure' : ''}">${column.cell(item)}</td>`;
}

/** One page out of all, and the links to its neighbours. */
export function paged<T>(items: readonly T[], query: URLSearchParams): { shown: T[]; links: Html | null } {
  const asked = Number(query.get('page') ?? 1);
  const pages = Math.max(1, Math.ceil(items.length / PAGE_SIZE));
  const page = Number.isInteger(asked) && asked > 0 ? Math.min(asked, pages) : 1;
  const shown = items.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const link = (to: number, words: string) => {
    const next = new URLSearchParams(query);
    next.set('page', String(to));
    return html`<a href="?${next.toString()}">${words}</a>`;
  };
  if (pages === 1) return { shown, links: null };
  const links = html`<nav class="pages" aria-label="Pages">
${page > 1 ? link(page - 1, 'Newer') : null} <span class="soft">Page ${page} of ${pages}</span> ${page < pages ? link(page + 1, 'Older') : null}</nav>`;
  return { shown, links };
}

/** Facts about one thing, as a list of terms. */
export function facts(entries: readonly [label: string, value: Html | string | null][]): Html {
  const shown = entries.filter(([, value]) => value !== null && value !== '');
  return html`<dl class="facts">${shown.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}
