import type { Page } from '@/lib/payments/domain/views';
import { ButtonLink } from './button';
import { EmptyState } from './panel';
import { type Column, Table } from './table';

type Props<T> = {
  readonly path: string;
  /** What the rows were chosen by, kept in the address from page to page. */
  readonly query?: Readonly<Record<string, string>>;
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly page: Page<T>;
  readonly rowKey: (row: T) => string;
  /** Said when there is nothing at all. */
  readonly empty: string;
  /** Not the first page. */
  readonly paged: boolean;
};

/** One page of rows, newest first, with the way to older ones and back. */
export function PagedTable<T>({ path, query = {}, caption, columns, page, rowKey, empty, paged }: Props<T>) {
  const address = (more: Readonly<Record<string, string>> = {}): string => {
    const text = new URLSearchParams({ ...query, ...more }).toString();
    return text ? `${path}?${text}` : path;
  };
  return (
    <>
      {page.rows.length === 0 ? (
        <EmptyState title={paged ? 'Nothing older than this' : empty} />
      ) : (
        <Table caption={caption} columns={columns} rows={page.rows} rowKey={rowKey} />
      )}
      {(paged || page.next) && (
        <nav aria-label="Pages" className="mt-5 flex gap-3">
          {paged && (
            <ButtonLink href={address()} look="secondary" size="sm">
              Newest
            </ButtonLink>
          )}
          {page.next && (
            <ButtonLink href={address({ after: page.next })} look="secondary" size="sm">
              Older
            </ButtonLink>
          )}
        </nav>
      )}
    </>
  );
}
