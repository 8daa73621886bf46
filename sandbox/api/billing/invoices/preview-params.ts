import type { z } from 'zod';
import { p } from '../../kernel';
import { discountParams } from '../discounts/resolve';
import {
  automaticTax,
  billingMode,
  cancelAt,
  changedItem,
  prorationBehavior,
  trialEnd,
} from '../subscriptions/parts';
import { unsupported } from '../unsupported';

const invoiceItem = p.shape({
  amount: p.integer({ min: -99_999_999, max: 99_999_999 }).optional(),
  currency: p.currency().optional(),
  description: p.text(5000).optional(),
  discountable: p.boolean().optional(),
  discounts: p.clearable(discountParams).optional(),
  invoiceitem: unsupported('invoice_items[invoiceitem]'),
  metadata: p.metadata(),
  period: p.shape({ start: p.timestamp(), end: p.timestamp() }).optional(),
  price: p.text().optional(),
  price_data: unsupported('invoice_items[price_data]'),
  quantity: p.integer({ min: 0 }).optional(),
  quantity_decimal: p.decimal().optional(),
  tax_behavior: unsupported('invoice_items[tax_behavior]'),
  tax_code: unsupported('invoice_items[tax_code]'),
  tax_rates: unsupported('invoice_items[tax_rates]'),
  unit_amount: p.integer({ min: -99_999_999, max: 99_999_999 }).optional(),
  unit_amount_decimal: p.decimal().optional(),
});

const subscriptionDetails = p.shape({
  billing_cycle_anchor: p
    .shape({ type: p.oneOf('now', 'timestamp', 'unchanged'), timestamp: p.timestamp().optional() })
    .optional(),
  billing_mode: billingMode.optional(),
  billing_schedules: unsupported('subscription_details[billing_schedules]'),
  cancel_at: p.clearable(cancelAt).optional(),
  cancel_at_period_end: p.boolean().optional(),
  cancel_now: p.boolean().optional(),
  default_tax_rates: unsupported('subscription_details[default_tax_rates]'),
  items: p.list(changedItem, 20).optional(),
  metadata: p.metadata(),
  pause: unsupported('subscription_details[pause]'),
  proration_behavior: prorationBehavior.optional(),
  proration_date: p.timestamp().optional(),
  resume_at: unsupported('subscription_details[resume_at]'),
  start_date: p.timestamp().optional(),
  trial_end: trialEnd.optional(),
});
export type SubscriptionDetails = z.output<typeof subscriptionDetails>;

export const previewParams = p.params({
  automatic_tax: automaticTax.optional(),
  currency: p.currency().optional(),
  customer: p.text().optional(),
  customer_account: unsupported('customer_account'),
  customer_details: unsupported('customer_details'),
  discounts: p.clearable(discountParams).optional(),
  invoice_items: p.list(invoiceItem, 250).optional(),
  issuer: unsupported('issuer'),
  on_behalf_of: unsupported('on_behalf_of'),
  preview_mode: p.oneOf('next', 'recurring').optional(),
  schedule: p.text().optional(),
  schedule_details: unsupported('schedule_details'),
  subscription: p.text().optional(),
  subscription_details: subscriptionDetails.optional(),
});
export type PreviewParams = z.output<typeof previewParams>;
