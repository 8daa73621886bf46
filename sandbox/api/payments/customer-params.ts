import { p } from '../kernel';

const optionalText = p.text().optional();
const clearableText = p.clearable(p.text()).optional();

const invoiceSettings = p.shape({
  custom_fields: p.clearable(p.list(p.shape({ name: p.text(40), value: p.text(140) }), 4)).optional(),
  default_payment_method: p.clearable(p.text()).optional(),
  footer: clearableText,
});

const shipping = p.shape({ address: p.address, name: p.text(), phone: optionalText });

const shared = {
  address: p.clearable(p.address).optional(),
  balance: p.integer().optional(),
  business_name: clearableText,
  description: p.clearable(p.text()).optional(),
  email: p.clearable(p.text(512)).optional(),
  individual_name: clearableText,
  invoice_prefix: p.text(12).optional(),
  invoice_settings: invoiceSettings.optional(),
  metadata: p.metadata(),
  name: p.clearable(p.text()).optional(),
  next_invoice_sequence: p.integer({ min: 1 }).optional(),
  phone: p.clearable(p.text(20)).optional(),
  preferred_locales: p.list(p.text()).optional(),
  shipping: p.clearable(shipping).optional(),
  tax_exempt: p.clearable(p.oneOf('none', 'exempt', 'reverse')).optional(),
};

export const createParams = p.params({ ...shared, payment_method: optionalText, test_clock: optionalText });
export const updateParams = p.params(shared);
export const listParams = p.params({
  ...p.page,
  email: optionalText,
  created: p.range(),
  test_clock: optionalText,
});
