import { idOf, type Transaction } from '../../kernel';
import type { InvoiceItem } from '../invoice-items/invoice-item';
import { type Invoice, type InvoiceLine, invoices } from './invoice';
import { lineOfInvoiceItem } from './line';
import { invoiceItemOf } from './line-rates';
import { replaceLines } from './redraw';

/** Puts items on a draft, after the lines it has: Stripe lists what comes later in the order it came. */
export function addItems(tx: Transaction, draft: Invoice, items: readonly InvoiceItem[]): Invoice {
  const added = items.map((item) => ({ ...lineOfInvoiceItem(tx, item), invoice: draft.id }));
  return replaceLines(tx, draft, [...draft.lines.data, ...added]);
}

/** Shows a changed item on the draft that has it. */
export function refreshItem(tx: Transaction, item: InvoiceItem): void {
  const draft = draftOf(tx, item);
  if (!draft) return;
  const lines = draft.lines.data.map((line) =>
    invoiceItemOf(line) === item.id ? { ...line, ...lineOfInvoiceItem(tx, item), id: line.id } : line,
  );
  replaceLines(tx, draft, lines);
}

/** Takes an item off the draft that has it. */
export function takeOff(tx: Transaction, item: InvoiceItem): void {
  const draft = draftOf(tx, item);
  if (!draft) return;
  replaceLines(tx, draft, linesWithout(draft, item.id));
}

function linesWithout(draft: Invoice, item: string): InvoiceLine[] {
  return draft.lines.data.filter((line) => invoiceItemOf(line) !== item);
}

/** The draft that has an item; undefined while the item waits for one. */
export function draftOf(tx: Transaction, item: InvoiceItem): Invoice | undefined {
  const id = idOf(item.invoice);
  const invoice = id === null ? undefined : tx.get(invoices, id);
  return invoice?.status === 'draft' ? invoice : undefined;
}
