import type { z } from 'zod';
import { p } from '../../kernel';
import { discountParams } from '../discounts/resolve';
import { unsupported } from '../unsupported';

const neither = {
  account_tax_ids: unsupported('account_tax_ids'),
  application_fee_amount: unsupported('application_fee_amount'),
  default_source: unsupported('default_source'),
  on_behalf_of: unsupported('on_behalf_of'),
  shipping_cost: unsupported('shipping_cost'),
  transfer_data: unsupported('transfer_data'),
};

const customField = p.shape({ name: p.text(40), value: p.text(140) });

const paymentSettings = p.shape({
  default_mandate: unsupported('payment_settings[default_mandate]'),
  payment_method_options: unsupported('payment_settings[payment_method_options]'),
  payment_method_types: p.clearable(p.list(p.oneOf('card', 'link'))).optional(),
});

const rendering = p.shape({
  amount_tax_display: p.clearable(p.oneOf('exclude_tax', 'include_inclusive_tax')).optional(),
  pdf: p.shape({ page_size: p.oneOf('a4', 'auto', 'letter').optional() }).optional(),
  template: unsupported('rendering[template]'),
  template_version: unsupported('rendering[template_version]'),
});

const shippingDetails = p.shape({
  address: p.address,
  name: p.text(),
  phone: p.clearable(p.text()).optional(),
});

/** What an invoice says beside its amounts. */
const settings = {
  ...neither,
  auto_advance: p.boolean().optional(),
  automatic_tax: p
    .shape({ enabled: p.boolean(), liability: unsupported('automatic_tax[liability]') })
    .optional(),
  automatically_finalizes_at: p.timestamp().optional(),
  collection_method: p.oneOf('charge_automatically', 'send_invoice').optional(),
  custom_fields: p.clearable(p.list(customField, 4)).optional(),
  days_until_due: p.integer({ min: 0 }).optional(),
  default_payment_method: p.text().optional(),
  default_tax_rates: p.clearable(p.list(p.text(), 5)).optional(),
  description: p.text(1500).optional(),
  discounts: p.clearable(discountParams).optional(),
  due_date: p.timestamp().optional(),
  effective_at: p.clearable(p.timestamp()).optional(),
  footer: p.text(5000).optional(),
  issuer: p.shape({ type: p.oneOf('self'), account: unsupported('issuer[account]') }).optional(),
  metadata: p.metadata(),
  number: p.clearable(p.text(26)).optional(),
  payment_settings: paymentSettings.optional(),
  rendering: rendering.optional(),
  shipping_details: p.clearable(shippingDetails).optional(),
  statement_descriptor: p.text(22).optional(),
};

export const createParams = p.params({
  ...settings,
  currency: p.currency().optional(),
  customer: p.text().optional(),
  customer_account: unsupported('customer_account'),
  from_invoice: unsupported('from_invoice'),
  pending_invoice_items_behavior: p.oneOf('exclude', 'include').optional(),
  subscription: p.text().optional(),
});

export const updateParams = p.params(settings);

export type CreateParams = z.output<typeof createParams>;
export type UpdateParams = z.output<typeof updateParams>;

export const listParams = p.params({
  ...p.page,
  collection_method: p.oneOf('charge_automatically', 'send_invoice').optional(),
  created: p.range(),
  customer: p.text().optional(),
  customer_account: unsupported('customer_account'),
  due_date: p.range(),
  status: p.oneOf('draft', 'open', 'void', 'paid', 'uncollectible').optional(),
  subscription: p.text().optional(),
});
