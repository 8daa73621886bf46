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

/** A field as RFC 4180 has it; one that a spreadsheet would take for a formula is kept from being one. */
function field(text: string): string {
  const harmless = /^[=+@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function row(line: InvoiceLine): string {
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
  ]
    .map(field)
    .join(',');
}

/** Invoices as a CSV file, one a line. */
export function invoicesAsCsv(lines: readonly InvoiceLine[]): string {
  return [COLUMNS.join(','), ...lines.map(row)].map((line) => `${line}\r\n`).join('');
}
