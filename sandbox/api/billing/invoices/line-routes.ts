import { z } from 'zod';
import { defineRoute, mergeMetadata, noSuch, p, paginate, type Transaction } from '../../kernel';
import { liveCustomer } from '../../payments';
import { changeInvoiceItem } from '../invoice-items/change';
import { type InvoiceItem, invoiceItems, takeUp } from '../invoice-items/invoice-item';
import { createInvoiceItem } from '../invoice-items/make';
import { type LineFields, lineFields } from '../invoice-items/params';
import { customerOf } from './balance';
import { addItems } from './draft-lines';
import { type Invoice, type InvoiceLine, invoices } from './invoice';
import { lineOfInvoiceItem } from './line';
import { invoiceItemOf } from './line-rates';
import { pendingItem, removeLine } from './line-removal';
import { replaceLines, requireDraft } from './redraw';

const invoiceMetadata = z.union([z.literal('').transform(() => null), z.record(z.string(), z.string())]);

const list = defineRoute({
  method: 'GET',
  path: '/v1/invoices/:invoice/lines',
  params: p.params(p.page),
  handle({ tx, params, path }) {
    const invoice = tx.addressed(invoices, path('invoice'));
    return paginate(invoice.lines.data, params, `/v1/invoices/${invoice.id}/lines`);
  },
});

const add = defineRoute({
  method: 'POST',
  path: '/v1/invoices/:invoice/add_lines',
  params: p.params({
    invoice_metadata: invoiceMetadata.optional(),
    lines: p.list(p.shape({ ...lineFields, invoice_item: p.text().optional() })),
  }),
  handle({ tx, params, path }): Invoice {
    const draft = editable(tx, path('invoice'), params.invoice_metadata);
    const items = params.lines.map((line, i) => {
      const at = `lines[${i}]`;
      return line.invoice_item === undefined
        ? newItem(tx, draft, line, at)
        : pendingItem(tx, draft, line.invoice_item, `${at}[invoice_item]`);
    });
    takeUp(tx, items, draft.id);
    return addItems(tx, draft, items);
  },
});

function newItem(tx: Transaction, draft: Invoice, line: LineFields, at: string): InvoiceItem {
  const customer = customerOf(tx, draft) ?? liveCustomer(tx, '');
  const place = { customer, currency: draft.currency, invoice: draft.id, subscription: null };
  return createInvoiceItem(tx, line, { ...place, at });
}

const updateMany = defineRoute({
  method: 'POST',
  path: '/v1/invoices/:invoice/update_lines',
  params: p.params({
    invoice_metadata: invoiceMetadata.optional(),
    lines: p.list(p.shape({ ...lineFields, id: p.text() })),
  }),
  handle({ tx, params, path }): Invoice {
    const draft = editable(tx, path('invoice'), params.invoice_metadata);
    const changed = new Map<string, InvoiceLine>();
    params.lines.forEach(({ id, ...fields }, i) => {
      const line = draft.lines.data.find((one) => one.id === id);
      if (!line) throw noSuch('line_item', id, { param: `lines[${i}][id]` });
      changed.set(id, changedLine(tx, line, fields));
    });
    return replaceLines(
      tx,
      draft,
      draft.lines.data.map((line) => changed.get(line.id) ?? line),
    );
  },
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/invoices/:invoice/lines/:line',
  params: p.params(lineFields),
  handle({ tx, params, path }): InvoiceLine {
    const draft = editable(tx, path('invoice'), undefined);
    const line = draft.lines.data.find((one) => one.id === path('line'));
    if (!line) throw noSuch('line_item', path('line'), 'path');
    const changed = changedLine(tx, line, params);
    const lines = draft.lines.data.map((one) => (one === line ? changed : one));
    const after = replaceLines(tx, draft, lines);
    return after.lines.data.find((one) => one.id === line.id) ?? changed;
  },
});

const removeMany = defineRoute({
  method: 'POST',
  path: '/v1/invoices/:invoice/remove_lines',
  params: p.params({
    invoice_metadata: invoiceMetadata.optional(),
    lines: p.list(p.shape({ behavior: p.oneOf('delete', 'unassign'), id: p.text() })),
  }),
  handle({ tx, params, path }): Invoice {
    const draft = editable(tx, path('invoice'), params.invoice_metadata);
    const gone = params.lines.map((line, i) => removeLine(tx, draft, line, `lines[${i}][id]`));
    return replaceLines(
      tx,
      draft,
      draft.lines.data.filter((line) => !gone.includes(line.id)),
    );
  },
});

/** A draft with the metadata that the request gives it; it is stored with the lines. Throws 400 for another. */
function editable(tx: Transaction, id: string, metadata: Record<string, string> | null | undefined): Invoice {
  const invoice = tx.addressed(invoices, id);
  requireDraft(invoice);
  return { ...invoice, metadata: mergeMetadata(invoice.metadata ?? {}, metadata) };
}

/** A line that bills an item changes with it. One that bills a period is on the invoice alone. */
function changedLine(tx: Transaction, line: InvoiceLine, fields: LineFields): InvoiceLine {
  const id = invoiceItemOf(line);
  const item = id === null ? undefined : tx.get(invoiceItems, id);
  if (item) return { ...line, ...lineOfInvoiceItem(tx, changeInvoiceItem(tx, item, fields)), id: line.id };
  const amount = fields.amount ?? line.amount;
  return {
    ...line,
    amount,
    description: fields.description ?? line.description,
    discountable: fields.discountable ?? line.discountable,
    metadata: mergeMetadata(line.metadata, fields.metadata),
    period: fields.period ?? line.period,
    subtotal: amount,
  };
}

export const lineRoutes = [list, add, updateMany, update, removeMany];
