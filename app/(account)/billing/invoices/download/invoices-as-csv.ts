import { toCsv } from '@/app/csv';
import type { InvoiceLine } from '@/lib/payments/domain/invoices';
import { toDecimal } from '@/lib/payments/domain/money';

const COLUMNS = [
  'date',
  'number',
  'status',
  'currency',
  'subtotal',
  'discount',
  'tax',
  'total',
  'paid',
  'refunded',
  'credited',
  'invoice',
  'pdf',
] as const;

function fieldsOf(line: InvoiceLine): string[] {
  const amounts = [
    line.subtotal,
    line.discount,
    line.tax,
    line.total,
    line.amountPaid,
    line.refunded,
    line.credited,
  ];
  return [
    line.created?.toISOString().slice(0, 10) ?? '',
    line.number ?? '',
    line.status ?? '',
    line.total.currency.toUpperCase(),
    ...amounts.map(toDecimal),
    line.hostedInvoiceUrl ?? '',
    line.invoicePdf ?? '',
  ];
}

/** Invoices as a CSV file, one a line. */
export function invoicesAsCsv(lines: readonly InvoiceLine[]): string {
  return toCsv(COLUMNS, lines.map(fieldsOf));
}
