import { forbiddenState, type Transaction } from '../../kernel';
import { discounts } from '../discounts/discount';
import { embedded } from '../envelope';
import { customerOf, usableBalance } from './balance';
import { amountsOf } from './build';
import { type Invoice, type InvoiceLine, invoices } from './invoice';
import { automaticRatesOfLine, ratesOfLine } from './line-rates';
import { sumUp } from './sums';

/** Stripe's limit. */
const MOST_LINES = 250;

/** A draft with its amounts worked out anew from its lines, discounts and tax rates. Not stored. */
export function redrawn(tx: Transaction, draft: Invoice): Invoice {
  const customer = draft.automatic_tax.enabled ? customerOf(tx, draft) : null;
  const { lines, sums } = sumUp(tx, draft.lines.data, {
    currency: draft.currency,
    discounts: draft.discounts
      .map((one) => (typeof one === 'string' ? tx.existing(discounts, one) : one))
      .filter((one) => one.deleted !== true),
    ratesOf: (line) =>
      customer
        ? automaticRatesOfLine(tx, line, customer, draft.currency)
        : ratesOfLine(tx, line, draft.default_tax_rates),
  });
  return {
    ...draft,
    ...amountsOf(sums, usableBalance(customerOf(tx, draft), draft.currency), draft.currency),
    lines: embedded(lines, draft.lines.url),
  };
}

/** Gives a draft other lines, stores it and says so. Throws 400 when they are too many. */
export function replaceLines(tx: Transaction, draft: Invoice, lines: readonly InvoiceLine[]): Invoice {
  if (lines.length > MOST_LINES) {
    throw forbiddenState(`You can only add ${MOST_LINES} line items to an invoice.`, { param: 'invoice' });
  }
  const before = tx.get(invoices, draft.id) ?? draft;
  const after = tx.put(invoices, redrawn(tx, { ...draft, lines: embedded([...lines], draft.lines.url) }));
  tx.emitUpdated('invoice.updated', before, after);
  return after;
}

/** Refuses what is possible with drafts only. */
export function requireDraft(invoice: Invoice, param?: string): void {
  if (invoice.status === 'draft') return;
  throw forbiddenState(
    'This invoice is no longer editable. Only draft invoices can be changed in this way.',
    { code: 'invoice_not_editable', ...(param === undefined ? {} : { param }) },
  );
}
