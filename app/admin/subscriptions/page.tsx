import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { AdminTable } from '@/components/admin/admin-table';
import { SubscriptionBadge } from '@/components/billing/status-badge';
import { Moment } from '@/components/ui/moment';
import { PageHeading } from '@/components/ui/page-heading';
import type { Column } from '@/components/ui/table';
import { requireAdmin } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { formatMoney } from '@/lib/payments/domain/money';
import type { AdminSubscriptionRow } from '@/lib/payments/domain/views';
import { type CursorQuery, cursorOf } from '../cursor';

export const metadata: Metadata = { title: 'Subscriptions' };

function columnsFor(locale: string): readonly Column<AdminSubscriptionRow>[] {
  return [
    { heading: 'Customer', cell: ({ customerEmail, customerId }) => customerEmail ?? customerId },
    { heading: 'Plan', cell: ({ planName }) => planName },
    {
      heading: 'Status',
      cell: ({ status, statusLabel }) => <SubscriptionBadge status={status} label={statusLabel} />,
    },
    { heading: 'Seats', numeric: true, cell: ({ seats }) => seats },
    {
      heading: 'Price',
      numeric: true,
      cell: ({ recurring }) => (recurring ? formatMoney(recurring, locale) : '–'),
    },
    {
      heading: 'Period ends',
      cell: ({ currentPeriodEnd }) => <Moment at={currentPeriodEnd} locale={locale} />,
    },
    { heading: 'Created', cell: ({ created }) => <Moment at={created} locale={locale} /> },
    { heading: 'Id', cell: ({ id }) => <span className="font-mono text-xs">{id}</span> },
  ];
}

export default async function AdminSubscriptionsPage({
  searchParams,
}: {
  searchParams: Promise<CursorQuery>;
}) {
  await requireAdmin();
  const [payments, { locale }, after] = await Promise.all([
    getPayments(),
    getReader(),
    cursorOf(searchParams),
  ]);
  return (
    <>
      <PageHeading title="Subscriptions" />
      <AdminTable
        path="/admin/subscriptions"
        caption="Subscriptions, newest first"
        columns={columnsFor(locale)}
        page={await payments.admin.subscriptions(after)}
        rowKey={({ id }) => id}
        empty="No subscriptions yet"
        paged={after !== null}
      />
    </>
  );
}
