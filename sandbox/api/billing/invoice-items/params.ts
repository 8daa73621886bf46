import type { z } from 'zod';
import { p } from '../../kernel';
import { discountParams } from '../discounts/resolve';
import { unsupported } from '../unsupported';

/** An amount with its sign: a negative one is a credit. */
const signed = p.integer({ min: -99_999_999, max: 99_999_999 });

const period = p.shape({ start: p.timestamp(), end: p.timestamp() });

const unitPrice = {
  currency: p.currency(),
  tax_behavior: p.oneOf('exclusive', 'inclusive', 'unspecified').optional(),
  unit_amount: p.integer({ min: 0, max: 99_999_999 }).optional(),
  unit_amount_decimal: p.decimal().optional(),
};

/** What an invoice item and a line of a draft have in common. */
const shared = {
  amount: signed.optional(),
  description: p.text(5000).optional(),
  discountable: p.boolean().optional(),
  discounts: p.clearable(discountParams).optional(),
  metadata: p.metadata(),
  period: period.optional(),
  pricing: p.shape({ price: p.text().optional() }).optional(),
  quantity: p.integer({ min: 0 }).optional(),
  quantity_decimal: p.decimal().optional(),
  tax_rates: p.clearable(p.list(p.text(), 5)).optional(),
};

const own = {
  ...shared,
  price_data: p.shape({ ...unitPrice, product: p.text() }).optional(),
  tax_behavior: unsupported('tax_behavior'),
  tax_code: unsupported('tax_code'),
  unit_amount_decimal: p.decimal().optional(),
};

export const createParams = p.params({
  ...own,
  currency: p.currency().optional(),
  customer: p.text().optional(),
  customer_account: unsupported('customer_account'),
  invoice: p.text().optional(),
  subscription: p.text().optional(),
});

export const updateParams = p.params({ ...own, invoicing_rules: unsupported('invoicing_rules') });

export const listParams = p.params({
  ...p.page,
  created: p.range(),
  customer: p.text().optional(),
  customer_account: unsupported('customer_account'),
  invoice: p.text().optional(),
  pending: p.boolean().optional(),
});

const productData = p.shape({
  description: p.text(5000).optional(),
  images: p.list(p.text(), 8).optional(),
  metadata: p.metadata(),
  name: p.text(5000),
  tax_code: p.text().optional(),
  tax_details: unsupported('price_data[product_data][tax_details]'),
  unit_label: p.text(12).optional(),
});

/** A line of a draft, as the endpoints of the invoice's lines take it. */
export const lineFields = {
  ...shared,
  price_data: p
    .shape({ ...unitPrice, product: p.text().optional(), product_data: productData.optional() })
    .optional(),
  tax_amounts: unsupported('tax_amounts'),
};

export type LineFields = z.output<z.ZodObject<typeof lineFields>>;

/** What names the amount of an item, whichever request it comes from. */
export type AmountFields = Pick<
  LineFields,
  'amount' | 'price_data' | 'pricing' | 'quantity' | 'quantity_decimal'
> & { unit_amount_decimal?: string | undefined };
