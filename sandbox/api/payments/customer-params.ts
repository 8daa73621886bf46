import { p } from '../kernel';
import { taxIdData } from './tax-id-routes';
import { refused } from './unsupported';

const optionalText = p.text().optional();
const clearableText = p.clearable(p.text()).optional();

const invoiceSettings = p.shape({
  custom_fields: p.clearable(p.list(p.shape({ name: p.text(40), value: p.text(140) }), 4)).optional(),
  default_payment_method: clearableText,
  footer: clearableText,
  rendering_options: p
    .clearable(
      p.shape({
        amount_tax_display: p.clearable(p.oneOf('exclude_tax', 'include_inclusive_tax')).optional(),
        ...refused('template'),
      }),
    )
    .optional(),
});

const shipping = p.shape({ address: p.address, name: p.text(), phone: optionalText });

const shared = {
  address: p.clearable(p.address).optional(),
  balance: p.integer({ min: -99_999_999, max: 99_999_999 }).optional(),
  business_name: p.clearable(p.text(150)).optional(),
  description: clearableText,
  email: p.clearable(p.email()).optional(),
  individual_name: p.clearable(p.text(150)).optional(),
  invoice_prefix: p.text(12).optional(),
  invoice_settings: invoiceSettings.optional(),
  metadata: p.metadata(),
  name: p.clearable(p.text(256)).optional(),
  next_invoice_sequence: p.integer({ min: 1 }).optional(),
  phone: p.clearable(p.text(20)).optional(),
  preferred_locales: p.clearable(p.list(p.text())).optional(),
  shipping: p.clearable(shipping).optional(),
  tax: p
    .shape({
      ip_address: clearableText,
      validate_location: p.oneOf('auto', 'deferred', 'immediately').optional(),
    })
    .optional(),
  tax_exempt: p.clearable(p.oneOf('none', 'exempt', 'reverse')).optional(),
  ...refused('cash_balance', 'source', 'validate'),
};

export const createParams = p.params({
  ...shared,
  payment_method: optionalText,
  tax_id_data: p.list(p.shape(taxIdData)).optional(),
  test_clock: optionalText,
});

export const updateParams = p.params({ ...shared, ...refused('default_source') });

export const listParams = p.params({
  ...p.page,
  created: p.range(),
  email: optionalText,
  test_clock: optionalText,
});
