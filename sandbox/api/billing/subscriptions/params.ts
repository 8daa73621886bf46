import type { z } from 'zod';
import { p } from '../../kernel';
import { discountParams } from '../discounts/resolve';
import { unsupported } from '../unsupported';
import {
  addedInvoiceItems,
  anchorConfig,
  automaticTax,
  billingMode,
  cancelAt,
  cancellationDetails,
  changedItem,
  invoiceSettings,
  itemsParams,
  pauseCollection,
  paymentBehavior,
  paymentSettings,
  prorationBehavior,
  trialEnd,
  trialSettings,
} from './parts';

const neither = {
  application_fee_percent: unsupported('application_fee_percent'),
  billing_schedules: unsupported('billing_schedules'),
  billing_thresholds: unsupported('billing_thresholds'),
  default_source: unsupported('default_source'),
  on_behalf_of: unsupported('on_behalf_of'),
  pending_invoice_item_interval: unsupported('pending_invoice_item_interval'),
  transfer_data: unsupported('transfer_data'),
};

const both = {
  ...neither,
  add_invoice_items: addedInvoiceItems.optional(),
  automatic_tax: automaticTax.optional(),
  cancel_at_period_end: p.boolean().optional(),
  collection_method: p.oneOf('charge_automatically', 'send_invoice').optional(),
  days_until_due: p.integer({ min: 0, max: 365 }).optional(),
  default_payment_method: p.text().optional(),
  default_tax_rates: p.clearable(p.list(p.text(), 5)).optional(),
  invoice_settings: invoiceSettings.optional(),
  metadata: p.metadata(),
  off_session: p.boolean().optional(),
  payment_behavior: paymentBehavior.optional(),
  payment_settings: paymentSettings.optional(),
  proration_behavior: prorationBehavior.optional(),
  trial_from_plan: p.boolean().optional(),
  trial_settings: trialSettings.optional(),
};

export const createParams = p.params({
  ...both,
  backdate_start_date: p.timestamp().optional(),
  billing_cycle_anchor: p.timestamp().optional(),
  billing_cycle_anchor_config: anchorConfig.optional(),
  billing_mode: billingMode.optional(),
  cancel_at: cancelAt.optional(),
  currency: p.currency().optional(),
  customer: p.text(),
  customer_account: unsupported('customer_account'),
  description: p.text(500).optional(),
  discounts: p.clearable(discountParams).optional(),
  items: itemsParams,
  trial_end: trialEnd.optional(),
  trial_period_days: p.integer({ min: 0, max: 730 }).optional(),
});

export const updateParams = p.params({
  ...both,
  billing_cycle_anchor: p.shape({ type: p.oneOf('now', 'unchanged') }).optional(),
  cancel_at: p.clearable(cancelAt).optional(),
  cancellation_details: cancellationDetails.optional(),
  description: p.clearable(p.text(500)).optional(),
  discounts: p.clearable(discountParams).optional(),
  items: p.list(changedItem, 20).optional(),
  pause_collection: p.clearable(pauseCollection).optional(),
  proration_date: p.timestamp().optional(),
  trial_end: trialEnd.optional(),
});
export type UpdateParams = z.output<typeof updateParams>;

export const cancelParams = p.params({
  cancellation_details: cancellationDetails.optional(),
  invoice_now: p.boolean().optional(),
  prorate: p.boolean().optional(),
});

export const listParams = p.params({
  ...p.page,
  automatic_tax: unsupported('automatic_tax'),
  collection_method: p.oneOf('charge_automatically', 'send_invoice').optional(),
  created: p.range(),
  current_period_end: p.range(),
  current_period_start: p.range(),
  customer: p.text().optional(),
  customer_account: unsupported('customer_account'),
  plan: p.text().optional(),
  price: p.text().optional(),
  status: p
    .oneOf(
      'active',
      'all',
      'canceled',
      'ended',
      'incomplete',
      'incomplete_expired',
      'past_due',
      'paused',
      'trialing',
      'unpaid',
    )
    .optional(),
  test_clock: p.text().optional(),
});
