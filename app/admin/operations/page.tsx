import type { Metadata } from 'next';
import { type CursorQuery, cursorOf } from '@/app/cursor';
import { getReader } from '@/app/reader';
import { PlainLink } from '@/components/ui/link';
import { PageHeading } from '@/components/ui/page-heading';
import { PagedTable } from '@/components/ui/paged-table';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { FILTER_NAMES, FILTERS, OPERATIONS_PATH, operationsAddress, parseFilter, queryOf } from './filter';
import { operationColumns } from './operation-columns';
import { ResolvedNotice } from './resolved-notice';

export const metadata: Metadata = { title: 'Operations' };

type Query = CursorQuery & { readonly show?: unknown };

/** What was asked of the payment provider, and what only a person can tell about. */
export default async function AdminOperationsPage({ searchParams }: { searchParams: Promise<Query> }) {
  await requireStaff();
  const [{ admin }, { locale }, query, after] = await Promise.all([
    getPayments(),
    getReader(),
    searchParams,
    cursorOf(searchParams),
  ]);
  const filter = parseFilter(query);
  const page = await admin.operations(after, filter ?? undefined);
  return (
    <>
      <PageHeading title="Operations">
        Everything that was asked of the payment provider. Each was saved before it was sent, and ends in one
        result; what could not be found out in three days waits here for somebody who looks it up there.
      </PageHeading>
      <ResolvedNotice query={query} />
      <nav aria-label="Which operations" className="mb-6 flex flex-wrap gap-x-5 gap-y-2 text-sm">
        {FILTERS.map((each) => (
          <PlainLink
            key={each ?? 'all'}
            href={operationsAddress(each)}
            aria-current={each === filter ? 'page' : undefined}
            className="py-2 text-ink-soft underline-offset-4 hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline"
          >
            {FILTER_NAMES[each ?? 'all']}
          </PlainLink>
        ))}
      </nav>
      <PagedTable
        path={OPERATIONS_PATH}
        query={queryOf(filter)}
        caption="Operations, newest first"
        columns={operationColumns(locale, filter)}
        page={page}
        rowKey={({ id }) => id}
        empty={filter === null ? 'No operations yet' : 'None of these'}
        paged={after !== null}
      />
    </>
  );
}
