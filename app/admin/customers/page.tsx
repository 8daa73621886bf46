import type { Metadata } from 'next';
import { type CursorQuery, cursorOf } from '@/app/cursor';
import { getReader } from '@/app/reader';
import { TextLink } from '@/components/ui/link';
import { Moment } from '@/components/ui/moment';
import { PageHeading } from '@/components/ui/page-heading';
import { PagedTable } from '@/components/ui/paged-table';
import type { Column } from '@/components/ui/table';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import type { AdminCustomerRow } from '@/lib/payments/domain/admin-views';
import { planOf } from '@/lib/payments/domain/catalog';
import { CUSTOMERS_PATH, customerPath } from './customer-path';
import { CustomerSearchForm } from './customer-search-form';

export const metadata: Metadata = { title: 'Customers' };

function columnsFor(locale: string): readonly Column<AdminCustomerRow>[] {
  return [
    {
      heading: 'E-mail',
      cell: ({ id, email }) => <TextLink href={customerPath(id)}>{email ?? id}</TextLink>,
    },
    { heading: 'Name', cell: ({ name }) => name ?? '–' },
    { heading: 'Plan', cell: ({ plan }) => planOf(plan).name },
    { heading: 'Since', cell: ({ created }) => <Moment at={created} locale={locale} /> },
    { heading: 'Id', cell: ({ id }) => <span className="font-mono text-xs">{id}</span> },
  ];
}

type Query = CursorQuery & { readonly q?: string | string[] };

export default async function AdminCustomersPage({ searchParams }: { searchParams: Promise<Query> }) {
  await requireStaff();
  const [{ admin }, { locale }, { q }, after] = await Promise.all([
    getPayments(),
    getReader(),
    searchParams,
    cursorOf(searchParams),
  ]);
  const search = typeof q === 'string' && q.trim() !== '' ? q.trim() : null;
  return (
    <>
      <PageHeading title="Customers" />
      <CustomerSearchForm search={search} />
      <PagedTable
        path={CUSTOMERS_PATH}
        query={search === null ? {} : { q: search }}
        caption="Customers, newest first"
        columns={columnsFor(locale)}
        page={await admin.customers(after, search)}
        rowKey={({ id }) => id}
        empty={search === null ? 'No customers yet' : 'No customer like that'}
        paged={after !== null}
      />
    </>
  );
}
