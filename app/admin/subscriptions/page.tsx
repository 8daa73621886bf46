import type { Metadata } from 'next';
import { SubscriptionBadge } from '@/components/billing/status-badge';
import { Moment } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table';
import type { AdminSubscriptionRow } from '@/lib/payments/domain/admin-views';
import { formatMoney } from '@/lib/payments/domain/money';
import { AdminList, type AdminListProps } from '../admin-list';

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

export default function AdminSubscriptionsPage({ searchParams }: AdminListProps) {
  return (
    <AdminList
      title="Subscriptions"
      path="/admin/subscriptions"
      caption="Subscriptions, newest first"
      empty="No subscriptions yet"
      columnsFor={columnsFor}
      load={(admin, after) => admin.subscriptions(after)}
      searchParams={searchParams}
    />
  );
}
