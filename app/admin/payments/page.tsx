import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { AdminTable } from '@/components/admin/admin-table';
import { PaymentBadge } from '@/components/billing/status-badge';
import { Moment } from '@/components/ui/moment';
import { PageHeading } from '@/components/ui/page-heading';
import type { Column } from '@/components/ui/table';
import { requireAdmin } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { formatMoney } from '@/lib/payments/domain/money';
import type { AdminPaymentRow } from '@/lib/payments/domain/views';
import { type CursorQuery, cursorOf } from '../cursor';

export const metadata: Metadata = { title: 'Payments' };

function columnsFor(locale: string): readonly Column<AdminPaymentRow>[] {
  return [
    { heading: 'When', cell: ({ created }) => <Moment at={created} locale={locale} withTime /> },
    { heading: 'Customer', cell: ({ customerEmail, customerId }) => customerEmail ?? customerId ?? '–' },
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
  ];
}

export default async function AdminPaymentsPage({ searchParams }: { searchParams: Promise<CursorQuery> }) {
  await requireAdmin();
  const [payments, { locale }, after] = await Promise.all([
    getPayments(),
    getReader(),
    cursorOf(searchParams),
  ]);
  return (
    <>
      <PageHeading title="Payments" />
      <AdminTable
        path="/admin/payments"
        caption="Payments, newest first"
        columns={columnsFor(locale)}
        page={await payments.admin.payments(after)}
        rowKey={({ id }) => id}
        empty="No payments yet"
        paged={after !== null}
      />
    </>
  );
}
