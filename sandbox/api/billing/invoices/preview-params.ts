import { p } from '../../kernel';
import { discountParams } from '../discounts/resolve';
import { billingMode, itemsParams, trialEnd } from '../subscriptions/parts';
import { unsupported } from '../unsupported';

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
