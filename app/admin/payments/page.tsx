import type { Metadata } from 'next';
import { AmountWithRefund } from '@/components/billing/amount-with-refund';
import { PaymentBadge } from '@/components/billing/status-badge';
import { TextLink } from '@/components/ui/link';
import { Moment } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table';
import type { AdminPaymentRow } from '@/lib/payments/domain/admin-views';
import { AdminList, type AdminListProps } from '../admin-list';
import { customerPath } from '../customers/customer-path';
import { RefundLink } from './refund-link';

export const metadata: Metadata = { title: 'Payments' };

function CustomerCell({ customerEmail, customerId }: AdminPaymentRow) {
  if (customerId === null) return '–';
  return (
    <TextLink
      href={customerPath(customerId)}
      className="block sm:w-60 sm:whitespace-normal sm:[overflow-wrap:anywhere]"
    >
      {customerEmail ?? customerId}
    </TextLink>
  );
}

function WhatCell({ id, description, card }: AdminPaymentRow) {
  return (
    <>
      {description ?? '–'}
      <span className="block text-ink-soft text-xs">{card}</span>
      <span className="block font-mono text-ink-soft text-xs">{id}</span>
    </>
  );
}

function columnsFor(locale: string): readonly Column<AdminPaymentRow>[] {
  return [
    { heading: 'When', cell: ({ created }) => <Moment at={created} locale={locale} withTime /> },
    { heading: 'Customer', cell: CustomerCell },
    { heading: 'What', cell: WhatCell },
    { heading: 'Status', cell: ({ status }) => <PaymentBadge status={status} /> },
    {
      heading: 'Amount',
      numeric: true,
      cell: (payment) => <AmountWithRefund payment={payment} locale={locale} />,
    },
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
