import { z } from 'zod';
import { p } from '../../kernel';
import { unsupported } from '../unsupported';

const currencyOptions = z.record(p.currency(), p.shape({ minimum_amount: p.amount() }));

export const createParams = p.params({
  promotion: p.shape({ type: p.oneOf('coupon'), coupon: p.text().optional() }),
  active: p.boolean().optional(),
  code: p.text(500).optional(),
  customer: p.text().optional(),
  customer_account: unsupported('customer_account'),
  expires_at: p.timestamp().optional(),
  max_redemptions: p.integer({ min: 1 }).optional(),
  metadata: p.metadata(),
  restrictions: p
    .shape({
      currency_options: currencyOptions.optional(),
      first_time_transaction: p.boolean().optional(),
      minimum_amount: p.amount().optional(),
      minimum_amount_currency: p.currency().optional(),
    })
    .optional(),
});

export const updateParams = p.params({
  active: p.boolean().optional(),
  metadata: p.metadata(),
  restrictions: p.shape({ currency_options: currencyOptions.optional() }).optional(),
});

export const listParams = p.params({
  ...p.page,
  active: p.boolean().optional(),
  code: p.text().optional(),
  coupon: p.text().optional(),
  created: p.range(),
  customer: p.text().optional(),
  customer_account: unsupported('customer_account'),
});
