import { z } from 'zod';
import { p } from '../../kernel';
import { discountParams } from '../discounts/resolve';
import {
  addedInvoiceItems,
  billingMode,
  prorationBehavior,
  quantity,
  recurringPriceData,
} from '../subscriptions/parts';
import { unsupported } from '../unsupported';

const anchor = p.oneOf('automatic', 'phase_start');
const collection = p.oneOf('charge_automatically', 'send_invoice');
const moment = z.union([z.literal('now'), p.timestamp()]);

const invoiceSettings = p.shape({
  account_tax_ids: unsupported('invoice_settings[account_tax_ids]'),
  custom_fields: unsupported('invoice_settings[custom_fields]'),
  days_until_due: p.integer({ min: 0, max: 365 }).optional(),
  description: unsupported('invoice_settings[description]'),
  footer: unsupported('invoice_settings[footer]'),
  issuer: unsupported('invoice_settings[issuer]'),
});

const defaultSettings = p.shape({
  application_fee_percent: unsupported('default_settings[application_fee_percent]'),
  automatic_tax: unsupported('default_settings[automatic_tax]'),
  billing_cycle_anchor: anchor.optional(),
  billing_thresholds: unsupported('default_settings[billing_thresholds]'),
  collection_method: collection.optional(),
  default_payment_method: p.text().optional(),
  description: p.clearable(p.text(500)).optional(),
  invoice_settings: invoiceSettings.optional(),
  on_behalf_of: unsupported('default_settings[on_behalf_of]'),
  transfer_data: unsupported('default_settings[transfer_data]'),
});
export type DefaultSettings = z.output<typeof defaultSettings>;

const phase = p.shape({
  add_invoice_items: addedInvoiceItems.optional(),
  application_fee_percent: unsupported('phases[application_fee_percent]'),
  automatic_tax: unsupported('phases[automatic_tax]'),
  billing_cycle_anchor: anchor.optional(),
  billing_thresholds: unsupported('phases[billing_thresholds]'),
  collection_method: collection.optional(),
  currency: p.currency().optional(),
  default_payment_method: p.text().optional(),
  default_tax_rates: unsupported('phases[default_tax_rates]'),
  description: p.clearable(p.text(500)).optional(),
  discounts: p.clearable(discountParams).optional(),
  duration: p
    .shape({
      interval: p.oneOf('day', 'week', 'month', 'year'),
      interval_count: p.integer({ min: 1 }).optional(),
    })
    .optional(),
  end_date: moment.optional(),
  invoice_settings: invoiceSettings.optional(),
  items: p.list(
    p.shape({
      billing_thresholds: unsupported('phases[items][billing_thresholds]'),
      discounts: unsupported('phases[items][discounts]'),
      metadata: p.metadata(),
      plan: unsupported('phases[items][plan]'),
      price: p.text().optional(),
      price_data: recurringPriceData.optional(),
      quantity: quantity.optional(),
      tax_rates: unsupported('phases[items][tax_rates]'),
    }),
    20,
  ),
  metadata: p.metadata(),
  on_behalf_of: unsupported('phases[on_behalf_of]'),
  proration_behavior: prorationBehavior.optional(),
  start_date: moment.optional(),
  transfer_data: unsupported('phases[transfer_data]'),
  trial: p.boolean().optional(),
  trial_end: moment.optional(),
});
export type PhaseRequest = z.output<typeof phase>;

const endBehavior = p.oneOf('cancel', 'release');

export const createParams = p.params({
  billing_mode: billingMode.optional(),
  customer: p.text().optional(),
  customer_account: unsupported('customer_account'),
  default_settings: defaultSettings.optional(),
  end_behavior: endBehavior.optional(),
  from_subscription: p.text().optional(),
  metadata: p.metadata(),
  pause_schedules: unsupported('pause_schedules'),
  phases: p.list(phase, 10).optional(),
  start_date: moment.optional(),
});
export type CreateParams = z.output<typeof createParams>;

export const updateParams = p.params({
  default_settings: defaultSettings.optional(),
  end_behavior: endBehavior.optional(),
  metadata: p.metadata(),
  pause_schedules: unsupported('pause_schedules'),
  phases: p.list(phase, 10).optional(),
  proration_behavior: prorationBehavior.optional(),
});

export const cancelParams = p.params({
  invoice_now: p.boolean().optional(),
  prorate: p.boolean().optional(),
});

export const releaseParams = p.params({ preserve_cancel_date: p.boolean().optional() });

export const listParams = p.params({
  ...p.page,
  canceled_at: p.range(),
  completed_at: p.range(),
  created: p.range(),
  customer: p.text().optional(),
  customer_account: unsupported('customer_account'),
  released_at: p.range(),
  scheduled: p.boolean().optional(),
});
