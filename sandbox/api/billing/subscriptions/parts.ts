import { z } from 'zod';
import { p } from '../../kernel';
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

export const changedItem = p.shape({
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

export const billingMode = p.shape({
  type: p.oneOf('flexible', 'classic'),
  flexible: p.shape({ proration_discounts: p.oneOf('included', 'itemized').optional() }).optional(),
});

export const paymentSettings = p.shape({
  save_default_payment_method: p.oneOf('off', 'on_subscription').optional(),
  payment_method_options: unsupported('payment_settings[payment_method_options]'),
  payment_method_types: unsupported('payment_settings[payment_method_types]'),
});

export const trialSettings = p.shape({
  end_behavior: p.shape({
    missing_payment_method: p.oneOf('cancel', 'create_invoice', 'pause'),
    billing_cycle_anchor: unsupported('trial_settings[end_behavior][billing_cycle_anchor]'),
  }),
});

export const cancellationDetails = p.shape({
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

/** `trial_end`: a moment, or `now` for none. */
export const trialEnd = z.union([z.literal('now'), p.timestamp()]);
