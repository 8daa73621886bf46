import { Moment } from '@/components/ui/moment';
import { EmptyState } from '@/components/ui/panel';
import { type Column, Table } from '@/components/ui/table';
import { formatMoney } from '@/lib/payments/domain/money';
import type { InvoiceView } from '@/lib/payments/domain/views';
import { InvoiceLinks } from './invoice-links';
import { InvoiceBadge } from './status-badge';

function columnsFor(locale: string): readonly Column<InvoiceView>[] {
  return [
    { heading: 'Date', cell: ({ created }) => <Moment at={created} locale={locale} /> },
    { heading: 'Number', cell: ({ number }) => <span className="font-mono">{number ?? '–'}</span> },
    { heading: 'Status', cell: ({ status }) => <InvoiceBadge status={status} /> },
    { heading: 'Total', numeric: true, cell: ({ total }) => formatMoney(total, locale) },
    { heading: 'Document', cell: (invoice) => <InvoiceLinks invoice={invoice} /> },
  ];
}

export function InvoiceTable({ invoices, locale }: { invoices: readonly InvoiceView[]; locale: string }) {
  if (invoices.length === 0) {
    return <EmptyState title="No invoices yet">Each payment for a plan leaves one here.</EmptyState>;
  }
  return <Table caption="Invoices" columns={columnsFor(locale)} rows={invoices} rowKey={({ id }) => id} />;
}
