import { Moment } from '@/components/ui/moment';
import { EmptyState } from '@/components/ui/panel';
import { type Column, Table } from '@/components/ui/table';
import { formatMoney } from '@/lib/payments/domain/money';
import type { PaymentView } from '@/lib/payments/domain/views';
import { PaymentBadge } from './status-badge';

function columnsFor(locale: string): readonly Column<PaymentView>[] {
  return [
    { heading: 'Date', cell: ({ created }) => <Moment at={created} locale={locale} /> },
    { heading: 'What', cell: ({ description }) => description ?? 'Purchase' },
    { heading: 'Card', cell: ({ card }) => card ?? '–' },
    { heading: 'Status', cell: ({ status }) => <PaymentBadge status={status} /> },
    { heading: 'Amount', numeric: true, cell: ({ amount }) => formatMoney(amount, locale) },
    {
      heading: 'Refunded',
      numeric: true,
      cell: ({ amountRefunded }) => (amountRefunded.amount > 0 ? formatMoney(amountRefunded, locale) : '–'),
    },
  ];
}

/** One-off payments. */
export function PurchaseTable({ payments, locale }: { payments: readonly PaymentView[]; locale: string }) {
  if (payments.length === 0) return <EmptyState title="No purchases yet" />;
  return <Table caption="Purchases" columns={columnsFor(locale)} rows={payments} rowKey={({ id }) => id} />;
}
