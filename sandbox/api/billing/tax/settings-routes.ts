import { defineRoute, p } from '../../kernel';
import { fullAddress } from '../../payments';
import { changeTaxSettings, type TaxSettings, taxSettings } from './settings';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/tax/settings',
  params: p.none,
  handle: ({ tx }): TaxSettings => taxSettings(tx),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/tax/settings',
  params: p.params({
    defaults: p
      .shape({
        tax_behavior: p.oneOf('exclusive', 'inclusive', 'inferred_by_currency').optional(),
        tax_code: p.text(100).optional(),
      })
      .optional(),
    head_office: p.shape({ address: p.address }).optional(),
  }),
  handle({ tx, params: { defaults, head_office } }): TaxSettings {
    changeTaxSettings(tx, {
      ...(defaults ? { defaults } : {}),
      ...(head_office ? { head_office: { address: fullAddress(head_office.address) } } : {}),
    });
    return taxSettings(tx);
  },
});

export const taxSettingsRoutes = [retrieve, update];
