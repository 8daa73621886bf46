import type { z } from 'zod';
import { p } from '../../kernel';
import { discountParams } from '../discounts/resolve';
import { unsupported } from '../unsupported';
import {
  billingMode,
  cancellationDetails,
  changedItem,
  itemsParams,
  paymentSettings,
  trialEnd,
  trialSettings,
} from './parts';

const neither = {
  add_invoice_items: unsupported('add_invoice_items'),
  application_fee_percent: unsupported('application_fee_percent'),
  automatic_tax: unsupported('automatic_tax'),
  billing_schedules: unsupported('billing_schedules'),
  billing_thresholds: unsupported('billing_thresholds'),
  days_until_due: unsupported('days_until_due'),
  default_source: unsupported('default_source'),
  default_tax_rates: unsupported('default_tax_rates'),
  invoice_settings: unsupported('invoice_settings'),
  on_behalf_of: unsupported('on_behalf_of'),
  pending_invoice_item_interval: unsupported('pending_invoice_item_interval'),
  transfer_data: unsupported('transfer_data'),
  trial_from_plan: unsupported('trial_from_plan'),
};

const both = {
  ...neither,
  cancel_at_period_end: p.boolean().optional(),
  collection_method: p.oneOf('charge_automatically', 'send_invoice').optional(),
  default_payment_method: p.text().optional(),
  metadata: p.metadata(),
  off_session: p.boolean().optional(),
  payment_behavior: p
    .oneOf('allow_incomplete', 'error_if_incomplete', 'pending_if_incomplete', 'default_incomplete')
    .optional(),
  payment_settings: paymentSettings.optional(),
  proration_behavior: p.oneOf('always_invoice', 'create_prorations', 'none').optional(),
  trial_settings: trialSettings.optional(),
};

export const createParams = p.params({
  ...both,
  backdate_start_date: unsupported('backdate_start_date'),
  billing_cycle_anchor: unsupported('billing_cycle_anchor'),
  billing_cycle_anchor_config: unsupported('billing_cycle_anchor_config'),
  billing_mode: billingMode.optional(),
  cancel_at: p.timestamp().optional(),
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
  billing_cycle_anchor: unsupported('billing_cycle_anchor'),
  cancel_at: p.clearable(p.timestamp()).optional(),
  cancellation_details: cancellationDetails.optional(),
  description: p.clearable(p.text(500)).optional(),
  discounts: unsupported('discounts'),
  items: p.list(changedItem, 20).optional(),
  pause_collection: unsupported('pause_collection'),
  proration_date: unsupported('proration_date'),
  trial_end: unsupported('trial_end'),
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
