import type { Transaction } from '../../kernel';
import type { Customer } from '../../payments';
import { createInvoiceItem } from '../invoice-items/make';
import type { PreviewParams } from './preview-params';

/** Adds the invoice items of a preview to what the rehearsed invoice takes up. Throws 400. */
export function addPreviewItems(
  scratch: Transaction,
  wanted: PreviewParams['invoice_items'],
  place: { customer: Customer; currency: string; subscription: string },
): void {
  (wanted ?? []).forEach(({ price, unit_amount, unit_amount_decimal, ...fields }, i) => {
    const unit = unit_amount_decimal ?? (unit_amount === undefined ? undefined : String(unit_amount));
    createInvoiceItem(
      scratch,
      {
        ...fields,
        ...(price === undefined ? {} : { pricing: { price } }),
        ...(unit === undefined ? {} : { unit_amount_decimal: unit }),
      },
      { ...place, currency: fields.currency ?? place.currency, invoice: null, at: `invoice_items[${i}]` },
    );
  });
}
