import { z } from 'zod';
import { p } from '../../kernel';
import { unsupported } from '../unsupported';

const taxBehavior = p.oneOf('exclusive', 'inclusive', 'unspecified');

/** An amount that may be nothing: a price can be free. */
const unitAmount = p.integer({ min: 0, max: 99_999_999 });

const amounts = {
  tax_behavior: taxBehavior.optional(),
  unit_amount: unitAmount.optional(),
  unit_amount_decimal: p.decimal().optional(),
  custom_unit_amount: unsupported('custom_unit_amount'),
  tiers: unsupported('tiers'),
};

const currencyOptions = z.record(p.currency(), p.shape(amounts));

const recurring = p.shape({
  interval: p.oneOf('day', 'week', 'month', 'year'),
  interval_count: p.integer({ min: 1 }).optional(),
  trial_period_days: p.integer({ min: 1 }).optional(),
  usage_type: p.oneOf('licensed', 'metered').optional(),
  meter: unsupported('recurring[meter]'),
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
  ...amounts,
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
  tiers_mode: unsupported('tiers_mode'),
  transfer_lookup_key: p.boolean().optional(),
  transform_quantity: unsupported('transform_quantity'),
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
      meter: unsupported('recurring[meter]'),
    })
    .optional(),
  type: p.oneOf('one_time', 'recurring').optional(),
});
