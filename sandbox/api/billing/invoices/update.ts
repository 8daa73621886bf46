import { defineRoute, forbiddenState, mergeMetadata, type Transaction } from '../../kernel';
import { customerOf } from './balance';
import { type Invoice, invoices } from './invoice';
import { invoiceDiscounts } from './invoice-discounts';
import { type UpdateParams, updateParams } from './params';
import { redrawn } from './redraw';
import { paymentOf, settingsOf } from './settings';

export const update = defineRoute({
  method: 'POST',
  path: '/v1/invoices/:invoice',
  params: updateParams,
  handle({ tx, params, path }): Invoice {
    const before = tx.addressed(invoices, path('invoice'));
    const after = tx.put(
      invoices,
      before.status === 'draft' ? changedDraft(tx, before, params) : changedLater(tx, before, params),
    );
    tx.emitUpdated('invoice.updated', before, after);
    return after;
  },
});

function changedDraft(tx: Transaction, before: Invoice, params: UpdateParams): Invoice {
  const settled = { ...before, ...settingsOf(tx, params, before) };
  if (params.discounts === undefined) return redrawn(tx, settled);
  const discounts = invoiceDiscounts(tx, params.discounts ?? [], before, customerOf(tx, before));
  return redrawn(tx, { ...settled, discounts });
}

/** What of an invoice can be changed once it is finalized; the last two of them only while it is open. */
const LATER = new Set(['metadata', 'expand', 'auto_advance', 'default_payment_method', 'payment_settings']);

function changedLater(tx: Transaction, before: Invoice, params: UpdateParams): Invoice {
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  const forbidden = given.find(([name]) => !LATER.has(name));
  if (forbidden) {
    throw forbiddenState("Finalized invoices can't be updated in this way", { param: forbidden[0] });
  }
  const metadata = mergeMetadata(before.metadata ?? {}, params.metadata);
  if (before.status !== 'open') {
    const late = given.find(([name]) => name !== 'metadata' && name !== 'expand');
    if (late)
      throw forbiddenState("This invoice is closed and can't be updated in this way", { param: late[0] });
    return { ...before, metadata };
  }
  const auto_advance = params.auto_advance ?? before.auto_advance ?? false;
  return { ...before, ...paymentOf(tx, params, before), auto_advance, metadata };
}
