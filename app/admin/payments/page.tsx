import type { Metadata } from 'next';
import { PaymentBadge } from '@/components/billing/status-badge';
import { TextLink } from '@/components/ui/link';
import { Moment } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table';
import type { AdminPaymentRow } from '@/lib/payments/domain/admin-views';
import { formatMoney } from '@/lib/payments/domain/money';
import { AdminList, type AdminListProps } from '../admin-list';
import { customerPath } from '../customers/customer-path';
import { RefundLink } from './refund-link';

export const metadata: Metadata = { title: 'Payments' };

function CustomerCell({ customerEmail, customerId }: AdminPaymentRow) {
  if (customerId === null) return '–';
  return <TextLink href={customerPath(customerId)}>{customerEmail ?? customerId}</TextLink>;
}

function columnsFor(locale: string): readonly Column<AdminPaymentRow>[] {
  return [
    { heading: 'When', cell: ({ created }) => <Moment at={created} locale={locale} withTime /> },
    { heading: 'Customer', cell: CustomerCell },
    { heading: 'What', cell: ({ description }) => description ?? '–' },
    { heading: 'Card', cell: ({ card }) => card ?? '–' },
    { heading: 'Status', cell: ({ status }) => <PaymentBadge status={status} /> },
    { heading: 'Amount', numeric: true, cell: ({ amount }) => formatMoney(amount, locale) },
    {
      heading: 'Refunded',
      numeric: true,
      cell: ({ amountRefunded }) => (amountRefunded.amount > 0 ? formatMoney(amountRefunded, locale) : '–'),
    },
    { heading: 'Id', cell: ({ id }) => <span className="font-mono text-xs">{id}</span> },
    { heading: 'Act', cell: (payment) => <RefundLink payment={payment} /> },
  ];
}

export default function AdminPaymentsPage({ searchParams }: AdminListProps) {
  return (
    <AdminList
      title="Payments"
      path="/admin/payments"
      caption="Payments, newest first"
      empty="No payments yet"
      columnsFor={columnsFor}
      load={(admin, after) => admin.payments(after)}
      searchParams={searchParams}
    />
  );
}
