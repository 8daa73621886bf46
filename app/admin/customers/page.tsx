import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { AdminTable } from '@/components/admin/admin-table';
import { Moment } from '@/components/ui/moment';
import { PageHeading } from '@/components/ui/page-heading';
import type { Column } from '@/components/ui/table';
import { requireAdmin } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { planOf } from '@/lib/payments/domain/catalog';
import type { AdminCustomerRow } from '@/lib/payments/domain/views';
import { type CursorQuery, cursorOf } from '../cursor';

export const metadata: Metadata = { title: 'Customers' };

function columnsFor(locale: string): readonly Column<AdminCustomerRow>[] {
  return [
    { heading: 'E-mail', cell: ({ email }) => email ?? '–' },
    { heading: 'Name', cell: ({ name }) => name ?? '–' },
    { heading: 'Plan', cell: ({ plan }) => planOf(plan).name },
    { heading: 'Since', cell: ({ created }) => <Moment at={created} locale={locale} /> },
    { heading: 'Id', cell: ({ id }) => <span className="font-mono text-xs">{id}</span> },
  ];
}

export default async function AdminCustomersPage({ searchParams }: { searchParams: Promise<CursorQuery> }) {
  await requireAdmin();
  const [payments, { locale }, after] = await Promise.all([
    getPayments(),
    getReader(),
    cursorOf(searchParams),
  ]);
  return (
    <>
      <PageHeading title="Customers" />
      <AdminTable
        path="/admin/customers"
        caption="Customers, newest first"
        columns={columnsFor(locale)}
        page={await payments.admin.customers(after)}
        rowKey={({ id }) => id}
        empty="No customers yet"
        paged={after !== null}
      />
    </>
  );
}
