import { z } from 'zod';
import { p } from '../../kernel';
import { unsupported } from '../unsupported';

const taxBehavior = p.oneOf('exclusive', 'inclusive', 'unspecified');

/** An amount that may be nothing: a price can be free. */
const unitAmount = p.integer({ min: 0, max: 99_999_999 });

const tier = p.shape({
  flat_amount: unitAmount.optional(),
  flat_amount_decimal: p.decimal().optional(),
  unit_amount: unitAmount.optional(),
  unit_amount_decimal: p.decimal().optional(),
  up_to: z.union([z.literal('inf'), p.integer({ min: 1 })]),
});

const amounts = {
  tax_behavior: taxBehavior.optional(),
  unit_amount: unitAmount.optional(),
  unit_amount_decimal: p.decimal().optional(),
  // What the buyer decides in a hosted checkout, which the sandbox has not.
  custom_unit_amount: unsupported('custom_unit_amount'),
};

const tieredAmounts = { ...amounts, tiers: p.list(tier, 100).optional() };

const currencyOptions = z.record(p.currency(), p.shape(tieredAmounts));

export type Amounts = z.output<ReturnType<typeof p.shape<typeof tieredAmounts>>>;
export type TierParams = z.output<typeof tier>;

const interval = {
  interval: p.oneOf('day', 'week', 'month', 'year'),
  interval_count: p.integer({ min: 1 }).optional(),
};

const recurring = p.shape({
  ...interval,
  trial_period_days: p.integer({ min: 1 }).optional(),
  usage_type: p.oneOf('licensed', 'metered').optional(),
  meter: p.text().optional(),
});

const productData = p.shape({
  active: p.boolean().optional(),
  id: p.text(255).optional(),
  metadata: p.metadata(),
  name: p.text(5000),
  statement_descriptor: p.text(22).optional(),
  tax_code: p.text().optional(),
  tax_details: unsupported('product_data[tax_details]'),
  unit_label: p.text(12).optional(),
});

export const createParams = p.params({
  ...tieredAmounts,
  active: p.boolean().optional(),
  billing_scheme: p.oneOf('per_unit', 'tiered').optional(),
  currency: p.currency(),
  currency_options: currencyOptions.optional(),
  lookup_key: p.text(200).optional(),
  metadata: p.metadata(),
  nickname: p.text(5000).optional(),
  product: p.text().optional(),
  product_data: productData.optional(),
  recurring: recurring.optional(),
  tiers_mode: p.oneOf('graduated', 'volume').optional(),
  transfer_lookup_key: p.boolean().optional(),
  transform_quantity: p.shape({ divide_by: p.integer({ min: 1 }), round: p.oneOf('up', 'down') }).optional(),
});

/** `default_price_data` of a new product: a price without tiers and usage. */
export const defaultPriceData = p.shape({
  ...amounts,
  currency: p.currency(),
  currency_options: currencyOptions.optional(),
  metadata: p.metadata(),
  recurring: p.shape(interval).optional(),
});

export const updateParams = p.params({
  active: p.boolean().optional(),
  currency_options: p.clearable(currencyOptions).optional(),
  lookup_key: p.clearable(p.text(200)).optional(),
  metadata: p.metadata(),
  nickname: p.clearable(p.text(5000)).optional(),
  tax_behavior: taxBehavior.optional(),
  transfer_lookup_key: p.boolean().optional(),
});

export const listParams = p.params({
  ...p.page,
  active: p.boolean().optional(),
  created: p.range(),
  currency: p.currency().optional(),
  lookup_keys: p.list(p.text(), 10).optional(),
  product: p.text().optional(),
  recurring: p
    .shape({
      interval: p.oneOf('day', 'week', 'month', 'year').optional(),
      usage_type: p.oneOf('licensed', 'metered').optional(),
      meter: p.text().optional(),
    })
    .optional(),
  type: p.oneOf('one_time', 'recurring').optional(),
});
