import type { Money } from './money';
import type { InvoiceView } from './views';

/** The statuses a customer can search by; a draft is not yet their business. */
export const INVOICE_STATUSES = ['paid', 'open', 'void', 'uncollectible'] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** Which invoices to list: made from the first day on, before the second, in a status. */
export type InvoiceFilter = {
  readonly from: Date | null;
  readonly before: Date | null;
  readonly status: InvoiceStatus | null;
};

/** An invoice with all of its amounts. */
export type InvoiceLine = InvoiceView & {
  readonly subtotal: Money;
  readonly discount: Money;
  readonly tax: Money;
  /** Given back of what was paid. */
  readonly refunded: Money;
  /** Taken off by credit notes. */
  readonly credited: Money;
};
