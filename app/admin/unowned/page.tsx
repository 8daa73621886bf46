import type { Metadata } from 'next';
import { InvoiceBadge, PaymentBadge, SubscriptionBadge } from '@/components/billing/status-badge';
import { Moment } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table';
import type { AdminUnownedRow, UnownedKind } from '@/lib/payments/domain/admin-views';
import { formatMoney } from '@/lib/payments/domain/money';
import { ruleOf } from '@/lib/payments/domain/subscription-status';
import { AdminList, type AdminListProps } from '../admin-list';

export const metadata: Metadata = { title: 'Unowned objects' };

const NAMES: Readonly<Record<UnownedKind, string>> = {
  customer: 'Customer',
  subscription: 'Subscription',
  invoice: 'Invoice',
  payment: 'Payment',
};

function Status({ kind, status }: AdminUnownedRow) {
  switch (kind) {
    case 'customer':
      return '–';
    case 'subscription':
      return <SubscriptionBadge status={status ?? ''} label={ruleOf(status ?? '').label} />;
    case 'invoice':
      return <InvoiceBadge status={status} />;
    case 'payment':
      return <PaymentBadge status={status ?? ''} />;
  }
}

function columnsFor(locale: string): readonly Column<AdminUnownedRow>[] {
  return [
    { heading: 'When', cell: ({ created }) => <Moment at={created} locale={locale} withTime /> },
    { heading: 'What', cell: ({ kind }) => NAMES[kind] },
    { heading: 'Customer', cell: ({ customerEmail, customerId }) => customerEmail ?? customerId ?? '–' },
    { heading: 'Status', cell: (row) => <Status {...row} /> },
    {
      heading: 'Amount',
      numeric: true,
      cell: ({ amount }) => (amount ? formatMoney(amount, locale) : '–'),
    },
    { heading: 'Id', cell: ({ id }) => <span className="font-mono text-xs">{id}</span> },
  ];
}

export default function AdminUnownedPage({ searchParams }: AdminListProps) {
  return (
    <AdminList
      title="Unowned objects"
      about="What the payment provider holds for customers that are no user of this application: made in its dashboard or by another application on the same account, or left over. It gives nobody access, and no mail is sent for it."
      path="/admin/unowned"
      caption="Unowned objects, newest first"
      empty="Everything belongs to somebody"
      columnsFor={columnsFor}
      load={(admin, after) => admin.unowned(after)}
      searchParams={searchParams}
    />
  );
}
