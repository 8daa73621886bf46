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

/** A table that scrolls sideways in its own focusable frame where the screen is too narrow for it. */
export function Table<T>({ caption, columns, rows, rowKey }: Props<T>) {
  return (
    // A region that scrolls must be reachable by keyboard.
    <section
      aria-label={`${caption}, table`}
      tabIndex={0}
      className="relative overflow-x-auto rounded-lg border border-line bg-card"
    >
      <table className="w-full min-w-max text-left text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-line border-b text-ink-soft">
            {columns.map(({ heading, numeric }) => (
              <th
                key={heading}
                scope="col"
                className={`px-5 py-3 font-medium ${numeric ? 'text-right' : ''}`}
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ heading, numeric, cell }) => (
                <td
                  key={heading}
                  className={`px-5 py-3.5 align-top ${numeric ? 'text-right tabular-nums' : ''}`}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
