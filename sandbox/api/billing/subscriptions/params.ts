import { z } from 'zod';
import { p } from '../../kernel';
import { discountParams } from '../discounts/resolve';
import { unsupported } from '../unsupported';

/** Seats: Stripe's own ceiling. */
const quantity = p.integer({ min: 0, max: 999_999 });

const newItem = p.shape({
  price: p.text().optional(),
  quantity: quantity.optional(),
  metadata: p.metadata(),
  billing_thresholds: unsupported('items[billing_thresholds]'),
  discounts: unsupported('items[discounts]'),
  plan: unsupported('items[plan]'),
  price_data: unsupported('items[price_data]'),
  tax_rates: unsupported('items[tax_rates]'),
});

export const itemsParams = p.list(newItem, 20);

const changedItem = p.shape({
  id: p.text().optional(),
  price: p.text().optional(),
  quantity: quantity.optional(),
  metadata: p.metadata(),
  deleted: p.boolean().optional(),
  clear_usage: unsupported('items[clear_usage]'),
  billing_thresholds: unsupported('items[billing_thresholds]'),
  discounts: unsupported('items[discounts]'),
  plan: unsupported('items[plan]'),
  price_data: unsupported('items[price_data]'),
  tax_rates: unsupported('items[tax_rates]'),
});

const billingMode = p.shape({
  type: p.oneOf('flexible', 'classic'),
  flexible: p.shape({ proration_discounts: p.oneOf('included', 'itemized').optional() }).optional(),
});

const paymentSettings = p.shape({
  save_default_payment_method: p.oneOf('off', 'on_subscription').optional(),
  payment_method_options: unsupported('payment_settings[payment_method_options]'),
  payment_method_types: unsupported('payment_settings[payment_method_types]'),
});

const trialSettings = p.shape({
  end_behavior: p.shape({
    missing_payment_method: p.oneOf('cancel', 'create_invoice', 'pause'),
    billing_cycle_anchor: unsupported('trial_settings[end_behavior][billing_cycle_anchor]'),
  }),
});

const cancellationDetails = p.shape({
  comment: p.clearable(p.text()).optional(),
  feedback: p
    .clearable(
      p.oneOf(
        'customer_service',
        'low_quality',
        'missing_features',
        'other',
        'switched_service',
        'too_complex',
        'too_expensive',
        'unused',
      ),
    )
    .optional(),
  feedback_option: unsupported('cancellation_details[feedback_option]'),
});

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

/** `trial_end`: a moment, or `now` for none. */
const trialEnd = z.union([z.literal('now'), p.timestamp()]);

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

export const previewParams = p.params({
  automatic_tax: unsupported('automatic_tax'),
  currency: p.currency().optional(),
  customer: p.text().optional(),
  customer_account: unsupported('customer_account'),
  customer_details: unsupported('customer_details'),
  discounts: p.clearable(discountParams).optional(),
  invoice_items: unsupported('invoice_items'),
  issuer: unsupported('issuer'),
  on_behalf_of: unsupported('on_behalf_of'),
  preview_mode: p.oneOf('next', 'recurring').optional(),
  schedule: unsupported('schedule'),
  schedule_details: unsupported('schedule_details'),
  subscription: unsupported('subscription'),
  subscription_details: p
    .shape({
      billing_cycle_anchor: unsupported('subscription_details[billing_cycle_anchor]'),
      billing_mode: billingMode.optional(),
      billing_schedules: unsupported('subscription_details[billing_schedules]'),
      cancel_at: unsupported('subscription_details[cancel_at]'),
      cancel_at_period_end: unsupported('subscription_details[cancel_at_period_end]'),
      cancel_now: unsupported('subscription_details[cancel_now]'),
      default_tax_rates: unsupported('subscription_details[default_tax_rates]'),
      items: itemsParams,
      metadata: p.metadata(),
      pause: unsupported('subscription_details[pause]'),
      proration_behavior: p.oneOf('always_invoice', 'create_prorations', 'none').optional(),
      proration_date: unsupported('subscription_details[proration_date]'),
      resume_at: unsupported('subscription_details[resume_at]'),
      start_date: unsupported('subscription_details[start_date]'),
      trial_end: trialEnd.optional(),
    })
    .optional(),
});
