import { type CursorQuery, cursorOf } from '@/app/cursor';
import { getReader } from '@/app/reader';
import { PageHeading } from '@/components/ui/page-heading';
import { PagedTable } from '@/components/ui/paged-table';
import type { Column } from '@/components/ui/table';
import { requireStaff } from '@/lib/auth/session';
import { type AdminReads, getPayments } from '@/lib/payments';
import type { Page } from '@/lib/payments/domain/views';

export type AdminListProps = { readonly searchParams: Promise<CursorQuery> };

type Props<T> = AdminListProps & {
  readonly title: string;
  /** Says what the list is of, where the title does not. */
  readonly about?: string;
  readonly path: string;
  readonly caption: string;
  /** Said when there is nothing at all. */
  readonly empty: string;
  readonly columnsFor: (locale: string) => readonly Column<T>[];
  readonly load: (admin: AdminReads, after: string | null) => Promise<Page<T>>;
};

/** A page of the admin's that lists rows of the mirror. The role is asked for again here, where the data is read. */
export async function AdminList<T extends { readonly id: string }>(props: Props<T>) {
  await requireStaff();
  const { title, about, path, caption, empty, columnsFor, load, searchParams } = props;
  const [payments, { locale }, after] = await Promise.all([
    getPayments(),
    getReader(),
    cursorOf(searchParams),
  ]);
  return (
    <>
      <PageHeading title={title}>{about}</PageHeading>
      <PagedTable
        path={path}
        caption={caption}
        columns={columnsFor(locale)}
        page={await load(payments.admin, after)}
        rowKey={({ id }) => id}
        empty={empty}
        paged={after !== null}
      />
    </>
  );
}
