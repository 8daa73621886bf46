import type { Metadata } from 'next';
import { Moment } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table';
import type { AdminCustomerRow } from '@/lib/payments/domain/admin-views';
import { planOf } from '@/lib/payments/domain/catalog';
import { AdminList, type AdminListProps } from '../admin-list';

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

export default function AdminCustomersPage({ searchParams }: AdminListProps) {
  return (
    <AdminList
      title="Customers"
      path="/admin/customers"
      caption="Customers, newest first"
      empty="No customers yet"
      columnsFor={columnsFor}
      load={(admin, after) => admin.customers(after)}
      searchParams={searchParams}
    />
  );
}
