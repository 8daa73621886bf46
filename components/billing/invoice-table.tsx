import { TextLink } from '@/components/ui/link';
import { Moment } from '@/components/ui/moment';
import { EmptyState } from '@/components/ui/panel';
import { type Column, Table } from '@/components/ui/table';
import { formatMoney } from '@/lib/payments/domain/money';
import type { InvoiceView } from '@/lib/payments/domain/views';
import { InvoiceBadge } from './status-badge';

function Links({ invoice }: { invoice: InvoiceView }) {
  const named = invoice.number ?? 'this invoice';
  return (
    <span className="flex gap-4">
      {invoice.hostedInvoiceUrl && (
        <TextLink href={invoice.hostedInvoiceUrl} rel="noreferrer">
          View<span className="sr-only"> {named}</span>
        </TextLink>
      )}
      {invoice.invoicePdf && (
        <TextLink href={invoice.invoicePdf} rel="noreferrer">
          PDF<span className="sr-only"> of {named}</span>
        </TextLink>
      )}
    </span>
  );
}

function columnsFor(locale: string): readonly Column<InvoiceView>[] {
  return [
    { heading: 'Date', cell: ({ created }) => <Moment at={created} locale={locale} /> },
    { heading: 'Number', cell: ({ number }) => <span className="font-mono">{number ?? '–'}</span> },
    { heading: 'Status', cell: ({ status }) => <InvoiceBadge status={status} /> },
    { heading: 'Total', numeric: true, cell: ({ total }) => formatMoney(total, locale) },
    { heading: 'Document', cell: (invoice) => <Links invoice={invoice} /> },
  ];
}

export function InvoiceTable({ invoices, locale }: { invoices: readonly InvoiceView[]; locale: string }) {
  if (invoices.length === 0) {
    return <EmptyState title="No invoices yet">Each payment for a plan leaves one here.</EmptyState>;
  }
  return <Table caption="Invoices" columns={columnsFor(locale)} rows={invoices} rowKey={({ id }) => id} />;
}
