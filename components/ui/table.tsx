import type { ReactNode } from 'react';

export type Column<T> = {
  readonly heading: string;
  readonly cell: (row: T) => ReactNode;
  /** Amounts and counts stand at the end of their column. */
  readonly numeric?: boolean;
};

type Props<T> = {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
};

/**
 * A table; where it is still too wide it scrolls sideways in its own focusable frame. On a phone each row is a card, its
 * cells under each other with their headings beside them. The roles are said aloud because `display` takes them away.
 */
export function Table<T>({ caption, columns, rows, rowKey }: Props<T>) {
  return (
    // A region that scrolls must be reachable by keyboard.
    <section
      aria-label={`${caption}, table`}
      tabIndex={0}
      className="relative overflow-x-auto rounded-lg border border-line bg-card"
    >
      <table role="table" className="w-full text-left text-sm max-sm:block sm:min-w-max">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="max-sm:sr-only">
          <tr role="row" className="border-line border-b text-ink-soft">
            {columns.map(({ heading, numeric }) => (
              <th
                key={heading}
                scope="col"
                role="columnheader"
                className={`px-5 py-3 font-medium ${numeric ? 'text-right' : ''}`}
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="divide-y divide-line max-sm:block">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" className="max-sm:block max-sm:py-2.5">
              {columns.map((column) => (
                <Cell key={column.heading} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell<T>({ column: { heading, numeric, cell }, row }: { column: Column<T>; row: T }) {
  const beside =
    'max-sm:flex max-sm:justify-between max-sm:gap-6 max-sm:py-1 max-sm:before:shrink-0 max-sm:before:text-ink-soft max-sm:before:content-[attr(data-heading)]';
  return (
    <td
      role="cell"
      data-heading={heading}
      className={`px-5 py-3.5 align-top ${beside} ${numeric ? 'tabular-nums sm:text-right' : ''}`}
    >
      <div className="min-w-0 max-sm:text-right max-sm:[overflow-wrap:anywhere]">{cell(row)}</div>
    </td>
  );
}
