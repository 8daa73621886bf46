import { z } from 'zod';
import { p } from '../../kernel';

const currencyOptions = z.record(p.currency(), p.shape({ amount_off: p.amount() }));

export const createParams = p.params({
  amount_off: p.amount().optional(),
  applies_to: p.shape({ products: p.list(p.text()).optional() }).optional(),
  currency: p.currency().optional(),
  currency_options: currencyOptions.optional(),
  duration: p.oneOf('forever', 'once', 'repeating').optional(),
  duration_in_months: p.integer({ min: 1 }).optional(),
  id: p.text(200).optional(),
  max_redemptions: p.integer({ min: 1 }).optional(),
  metadata: p.metadata(),
  name: p.text(40).optional(),
  percent_off: p.decimal().optional(),
  redeem_by: p.timestamp().optional(),
});

export const updateParams = p.params({
  currency_options: currencyOptions.optional(),
  metadata: p.metadata(),
  name: p.clearable(p.text(40)).optional(),
});

export const listParams = p.params({ ...p.page, created: p.range() });
