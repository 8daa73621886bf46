import type { z } from 'zod';
import { p } from '../../kernel';
import { unsupported } from '../unsupported';

const amount = p.integer({ min: 0, max: 99_999_999 });

const line = p.shape({
  amount: amount.optional(),
  description: p.text(5000).optional(),
  invoice_line_item: p.text().optional(),
  metadata: p.metadata(),
  quantity: p.integer({ min: 1 }).optional(),
  tax_amounts: unsupported('lines[tax_amounts]'),
  tax_rates: p.clearable(p.list(p.text(), 5)).optional(),
  type: p.oneOf('custom_line_item', 'invoice_line_item'),
  unit_amount: amount.optional(),
  unit_amount_decimal: p.decimal().optional(),
});

const linked = p.shape({
  amount_refunded: p.amount().optional(),
  payment_record_refund: unsupported('refunds[payment_record_refund]'),
  refund: p.text(),
  type: p.oneOf('refund').optional(),
});

const fields = {
  amount: amount.optional(),
  credit_amount: amount.optional(),
  effective_at: p.timestamp().optional(),
  email_type: p.oneOf('credit_note', 'none').optional(),
  invoice: p.text(),
  lines: p.list(line, 250).optional(),
  memo: p.text(5000).optional(),
  metadata: p.metadata(),
  out_of_band_amount: amount.optional(),
  reason: p.oneOf('duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory').optional(),
  refund_amount: amount.optional(),
  refunds: p.list(linked, 50).optional(),
  shipping_cost: unsupported('shipping_cost'),
};

/** What a credit note, or the preview of one, is asked for with. */
export const noteParams = p.params(fields);

export const previewLinesParams = p.params({ ...p.page, ...fields });

export const updateParams = p.params({ memo: p.text(5000).optional(), metadata: p.metadata() });

export const listParams = p.params({
  ...p.page,
  created: p.range(),
  customer: p.text().optional(),
  customer_account: unsupported('customer_account'),
  invoice: p.text().optional(),
});

export type NoteParams = z.output<typeof noteParams>;
export type LineParams = z.output<typeof line>;
