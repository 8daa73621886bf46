import { p } from '../../kernel';
import { defaultPriceData } from '../prices/params';
import { unsupported } from '../unsupported';

const feature = p.shape({ name: p.text(80) });

const size = p.decimal().transform(Number);

/** Inches and ounces. */
const packageDimensions = p.shape({ height: size, length: size, weight: size, width: size });

const shared = {
  active: p.boolean().optional(),
  metadata: p.metadata(),
  shippable: p.boolean().optional(),
  statement_descriptor: p.text(22).optional(),
  tax_details: unsupported('tax_details'),
};

export const createParams = p.params({
  ...shared,
  id: p.text(255).optional(),
  name: p.text(5000),
  description: p.text(40_000).optional(),
  images: p.list(p.text(2048), 8).optional(),
  marketing_features: p.list(feature, 15).optional(),
  tax_code: p.text().optional(),
  type: p.oneOf('good', 'service').optional(),
  unit_label: p.text(12).optional(),
  url: p.text(2048).optional(),
  default_price_data: defaultPriceData.optional(),
  package_dimensions: packageDimensions.optional(),
});

export const updateParams = p.params({
  ...shared,
  name: p.text(5000).optional(),
  package_dimensions: p.clearable(packageDimensions).optional(),
  default_price: p.text().optional(),
  description: p.clearable(p.text(40_000)).optional(),
  images: p.clearable(p.list(p.text(2048), 8)).optional(),
  marketing_features: p.clearable(p.list(feature, 15)).optional(),
  tax_code: p.clearable(p.text()).optional(),
  unit_label: p.clearable(p.text(12)).optional(),
  url: p.clearable(p.text(2048)).optional(),
});

export const listParams = p.params({
  ...p.page,
  active: p.boolean().optional(),
  created: p.range(),
  ids: p.list(p.text()).optional(),
  shippable: p.boolean().optional(),
  type: p.oneOf('good', 'service').optional(),
  url: p.text().optional(),
});
