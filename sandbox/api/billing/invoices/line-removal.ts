import { forbiddenState, idOf, noSuch, type Transaction } from '../../kernel';
import { type InvoiceItem, invoiceItems } from '../invoice-items/invoice-item';
import type { Invoice } from './invoice';
import { invoiceItemOf } from './line-rates';

/** An item that waits and can go on this draft. Throws 400. */
export function pendingItem(tx: Transaction, draft: Invoice, id: string, param: string): InvoiceItem {
  const item = tx.referenced(invoiceItems, id, param);
  if (item.invoice !== null || idOf(item.customer) !== idOf(draft.customer)) {
    throw forbiddenState(`The invoice item ${id} is not a pending item of the invoice's customer.`, {
      param,
    });
  }
  if (item.currency === draft.currency) return item;
  throw forbiddenState(`The invoice item ${id} is not in the invoice's currency.`, { param });
}

/**
 * Does with the item behind a line what the request wants: `delete` ends it, `unassign` lets it wait again.
 * @returns the id of the line that goes. Throws 400.
 */
export function removeLine(
  tx: Transaction,
  draft: Invoice,
  wanted: { behavior: 'delete' | 'unassign'; id: string },
  param: string,
): string {
  const line = draft.lines.data.find((one) => one.id === wanted.id);
  if (!line) throw noSuch('line_item', wanted.id, { param });
  const id = invoiceItemOf(line);
  const item = id === null ? undefined : tx.get(invoiceItems, id);
  if (!item) {
    throw forbiddenState('A line of a subscription cannot be removed from its invoice.', { param });
  }
  if (wanted.behavior === 'unassign') {
    tx.put(invoiceItems, { ...item, invoice: null });
  } else {
    tx.drop(invoiceItems, item.id);
    tx.emit('invoiceitem.deleted', item);
  }
  return line.id;
}
