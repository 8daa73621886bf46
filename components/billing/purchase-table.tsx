import type { ReactNode } from 'react';
import { Moment } from '@/components/ui/moment';
import { EmptyState } from '@/components/ui/panel';
import { type Column, Table } from '@/components/ui/table';
import { formatMoney } from '@/lib/payments/domain/money';
import type { PaymentView } from '@/lib/payments/domain/views';
import { AmountWithRefund } from './amount-with-refund';
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

/** The same in less width, with something to do about each. */
function actionColumns(
  locale: string,
  action: (payment: PaymentView) => ReactNode,
): readonly Column<PaymentView>[] {
  return [
    { heading: 'Date', cell: ({ created }) => <Moment at={created} locale={locale} /> },
    {
      heading: 'What',
      cell: ({ description, card }) => (
        <>
          {description ?? 'Purchase'}
          <span className="block text-ink-soft text-xs">{card}</span>
        </>
      ),
    },
    { heading: 'Status', cell: ({ status }) => <PaymentBadge status={status} /> },
    {
      heading: 'Amount',
      numeric: true,
      cell: (payment) => <AmountWithRefund payment={payment} locale={locale} />,
    },
    { heading: 'Act', cell: action },
  ];
}

type Props = {
  readonly payments: readonly PaymentView[];
  readonly locale: string;
  /** What can be done about one. */
  readonly action?: (payment: PaymentView) => ReactNode;
};

/** Payments, one to a row. */
export function PurchaseTable({ payments, locale, action }: Props) {
  if (payments.length === 0) return <EmptyState title="No purchases yet" />;
  return (
    <Table
      caption="Purchases"
      columns={action ? actionColumns(locale, action) : columnsFor(locale)}
      rows={payments}
      rowKey={({ id }) => id}
    />
  );
}
