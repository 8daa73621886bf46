import { z } from 'zod';
import { p } from '../../kernel';
import { discountParams } from '../discounts/resolve';
import { unsupported } from '../unsupported';

/** Seats: Stripe's own ceiling. */
export const quantity = p.integer({ min: 0, max: 999_999 });

/** A price made on the spot for one item. */
const priceData = {
  currency: p.currency(),
  product: p.text(),
  tax_behavior: p.oneOf('exclusive', 'inclusive', 'unspecified').optional(),
  unit_amount: p.integer({ min: 0, max: 99_999_999 }).optional(),
  unit_amount_decimal: p.decimal().optional(),
};

export const recurringPriceData = p.shape({
  ...priceData,
  recurring: p.shape({
    interval: p.oneOf('day', 'week', 'month', 'year'),
    interval_count: p.integer({ min: 1 }).optional(),
  }),
});
export const oneTimePriceData = p.shape(priceData);

const newItem = p.shape({
  price: p.text().optional(),
  price_data: recurringPriceData.optional(),
  quantity: quantity.optional(),
  metadata: p.metadata(),
  discounts: p.clearable(discountParams).optional(),
  billing_thresholds: unsupported('items[billing_thresholds]'),
  current_trial: unsupported('items[current_trial]'),
  plan: unsupported('items[plan]'),
  tax_rates: unsupported('items[tax_rates]'),
});

export const itemsParams = p.list(newItem, 20);

export const changedItem = p.shape({
  id: p.text().optional(),
  price: p.text().optional(),
  price_data: recurringPriceData.optional(),
  quantity: quantity.optional(),
  metadata: p.metadata(),
  deleted: p.boolean().optional(),
  discounts: p.clearable(discountParams).optional(),
  clear_usage: unsupported('items[clear_usage]'),
  billing_thresholds: unsupported('items[billing_thresholds]'),
  current_trial: unsupported('items[current_trial]'),
  plan: unsupported('items[plan]'),
  tax_rates: unsupported('items[tax_rates]'),
});
export type ItemChange = z.output<typeof changedItem>;

/** What is billed once, beside the items. */
export const addedInvoiceItems = p.list(
  p.shape({
    discountable: p.boolean().optional(),
    discounts: unsupported('add_invoice_items[discounts]'),
    metadata: p.metadata(),
    period: p
      .shape({
        end: p.shape({
          type: p.oneOf('min_item_period_end', 'timestamp'),
          timestamp: p.timestamp().optional(),
        }),
        start: p.shape({
          type: p.oneOf('max_item_period_start', 'now', 'timestamp'),
          timestamp: p.timestamp().optional(),
        }),
      })
      .optional(),
    price: p.text().optional(),
    price_data: oneTimePriceData.optional(),
    quantity: quantity.optional(),
    tax_rates: unsupported('add_invoice_items[tax_rates]'),
  }),
  20,
);
export type AddedInvoiceItem = z.output<typeof addedInvoiceItems>[number];

export const billingMode = p.shape({
  type: p.oneOf('flexible', 'classic'),
  flexible: p.shape({ proration_discounts: p.oneOf('included', 'itemized').optional() }).optional(),
});

export const paymentSettings = p.shape({
  save_default_payment_method: p.oneOf('off', 'on_subscription').optional(),
  payment_method_options: unsupported('payment_settings[payment_method_options]'),
  payment_method_types: p.clearable(p.list(p.oneOf('card'))).optional(),
});

const unsupportedAnchor = z.literal('unchanged').superRefine((_, ctx) => {
  const message = 'The sandbox does not implement billing_cycle_anchor=unchanged at the end of a trial.';
  ctx.addIssue({ code: 'custom', message });
});

export const trialSettings = p.shape({
  end_behavior: p.shape({
    missing_payment_method: p.oneOf('cancel', 'create_invoice', 'pause'),
    billing_cycle_anchor: z.union([z.literal('now'), unsupportedAnchor]).optional(),
  }),
});

export const automaticTax = p.shape({
  enabled: p.boolean(),
  liability: p
    .shape({ type: p.oneOf('self'), account: unsupported('automatic_tax[liability][account]') })
    .optional(),
});

export const invoiceSettings = p.shape({
  account_tax_ids: unsupported('invoice_settings[account_tax_ids]'),
  custom_fields: p.clearable(p.list(p.shape({ name: p.text(40), value: p.text(140) }), 4)).optional(),
  description: p.clearable(p.text(1500)).optional(),
  footer: p.clearable(p.text(5000)).optional(),
  issuer: p
    .shape({ type: p.oneOf('self'), account: unsupported('invoice_settings[issuer][account]') })
    .optional(),
});

export const pauseCollection = p.shape({
  behavior: p.oneOf('keep_as_draft', 'mark_uncollectible', 'void'),
  resumes_at: p.timestamp().optional(),
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

/** `cancel_at`: a moment, or the end of a period; all items of a subscription have the same one. */
export const cancelAt = z.union([
  p.oneOf('min_period_end', 'max_period_end'),
  z.literal('max_billed_until').transform((_, ctx) => {
    ctx.addIssue({ code: 'custom', message: 'The sandbox does not implement cancel_at=max_billed_until.' });
    return z.NEVER;
  }),
  p.timestamp(),
]);

export const prorationBehavior = p.oneOf('always_invoice', 'create_prorations', 'none');

export const paymentBehavior = p.oneOf(
  'allow_incomplete',
  'error_if_incomplete',
  'pending_if_incomplete',
  'default_incomplete',
);

export const anchorConfig = p.shape({
  day_of_month: p.integer({ min: 1, max: 31 }),
  hour: p.integer({ min: 0, max: 23 }).optional(),
  minute: p.integer({ min: 0, max: 59 }).optional(),
  month: p.integer({ min: 1, max: 12 }).optional(),
  second: p.integer({ min: 0, max: 59 }).optional(),
});
