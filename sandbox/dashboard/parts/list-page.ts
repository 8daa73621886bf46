import type { Collection, Stored } from '../../api/kernel';
import { type Html, html } from '../html';
import type { PageDefinition, View } from '../view';
import { type Column, paged, table } from './table';

interface ListPage<T extends Stored> {
  path: string;
  title: string;
  collection: Collection<T>;
  /** What the words typed into "Find" are looked for in, besides the id. */
  words(view: View, item: T): string;
  columns(view: View): readonly Column<T>[];
  empty: string;
}

/** A page that lists one kind of object, newest first, with a field to find some of them. */
export function listPage<T extends Stored>(list: ListPage<T>): PageDefinition {
  return {
    path: list.path,
    section: list.path,
    render(view) {
      const wanted = view.query.get('q')?.trim().toLowerCase() ?? '';
      const all = view.tx.all(list.collection);
      const found = wanted === '' ? all : all.filter((item) => textOf(list, view, item).includes(wanted));
      const { shown, links } = paged(found, view.query);
      const empty = wanted === '' ? list.empty : `Nothing among ${all.length} has “${wanted}” in it.`;
      return {
        title: list.title,
        main: html`${find(wanted, found.length)}${table(list.title, list.columns(view), shown, empty)}${links}`,
      };
    },
  };
}

function textOf<T extends Stored>(list: ListPage<T>, view: View, item: T): string {
  return `${item.id} ${list.words(view, item)}`.toLowerCase();
}

/** The field to find things, and how many there are. */
export function find(wanted: string, count: number): Html {
  return html`<form class="find" method="get" role="search">
<label for="q" class="hidden">Find</label>
<input id="q" name="q" type="search" placeholder="Find" value="${wanted}" autocomplete="off">
<button type="submit">Find</button><span class="soft">${count} in all</span></form>`;
}
