import { InvoiceLinks } from '@/components/billing/invoice-links';
import { InvoiceBadge } from '@/components/billing/status-badge';
import { Moment } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table';
import type { InvoiceLine } from '@/lib/payments/domain/invoices';
import { formatMoney, type Money } from '@/lib/payments/domain/money';

/** An amount, or a dash for nothing. */
const unlessNone = (amount: Money, locale: string): string =>
  amount.amount === 0 ? '–' : formatMoney(amount, locale);

function GivenBack({
  refunded,
  credited,
  locale,
}: Pick<InvoiceLine, 'refunded' | 'credited'> & { locale: string }) {
  if (refunded.amount === 0 && credited.amount === 0) return '–';
  return (
    <>
      {refunded.amount > 0 && <span className="block">{formatMoney(refunded, locale)} refunded</span>}
      {credited.amount > 0 && <span className="block">{formatMoney(credited, locale)} credited</span>}
    </>
  );
}

/** @param due the ids of those that can be paid now */
export function invoiceColumns(locale: string, due: ReadonlySet<string>): readonly Column<InvoiceLine>[] {
  return [
    { heading: 'Date', cell: ({ created }) => <Moment at={created} locale={locale} /> },
    { heading: 'Number', cell: ({ number }) => <span className="font-mono">{number ?? '–'}</span> },
    { heading: 'Status', cell: ({ status }) => <InvoiceBadge status={status} /> },
    { heading: 'Subtotal', numeric: true, cell: ({ subtotal }) => formatMoney(subtotal, locale) },
    { heading: 'Discount', numeric: true, cell: ({ discount }) => unlessNone(discount, locale) },
    { heading: 'Tax', numeric: true, cell: ({ tax }) => unlessNone(tax, locale) },
    { heading: 'Total', numeric: true, cell: ({ total }) => formatMoney(total, locale) },
    { heading: 'Given back', numeric: true, cell: (line) => <GivenBack {...line} locale={locale} /> },
    { heading: 'Document', cell: (line) => <InvoiceLinks invoice={line} isDue={due.has(line.id)} /> },
  ];
}
