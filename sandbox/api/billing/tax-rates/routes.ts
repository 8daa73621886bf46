import { defineRoute, invalidRequest, mergeMetadata, p, paginate, within } from '../../kernel';
import { type TaxRate, taxRates } from './tax-rate';

const taxType = p.oneOf(
  'admissions_tax',
  'amusement_tax',
  'attendance_tax',
  'communications_tax',
  'digital_excise_tax',
  'entertainment_tax',
  'get_fund',
  'gross_receipts_tax',
  'gst',
  'hospitality_tax',
  'hst',
  'igst',
  'jct',
  'lease_tax',
  'luxury_tax',
  'mass_transit_parking_tax',
  'nhil',
  'parking_tax',
  'pst',
  'qst',
  'resort_tax',
  'retail_delivery_fee',
  'rst',
  'sales_tax',
  'service_tax',
  'tourism_tax',
  'utility_users_tax',
  'vat',
);

const shared = {
  active: p.boolean().optional(),
  country: p.text(2).optional(),
  description: p.text(5000).optional(),
  jurisdiction: p.text(50).optional(),
  metadata: p.metadata(),
  state: p.text(50).optional(),
  tax_type: taxType.optional(),
};

const create = defineRoute({
  method: 'POST',
  path: '/v1/tax_rates',
  params: p.params({
    ...shared,
    display_name: p.text(50),
    inclusive: p.boolean(),
    percentage: p.decimal(),
  }),
  handle({ tx, params }): TaxRate {
    const percentage = Number(params.percentage);
    if (percentage < 0 || percentage > 100) {
      const message = 'This value must be between 0 and 100.';
      throw invalidRequest(message, { param: 'percentage' });
    }
    const rate = tx.put(taxRates, {
      id: tx.newId('txr'),
      object: 'tax_rate',
      active: params.active ?? true,
      country: params.country ?? null,
      created: tx.now(),
      description: params.description ?? null,
      display_name: params.display_name,
      // What Stripe Tax alone fills; a rate that was made by hand has neither.
      effective_percentage: null,
      flat_amount: null,
      inclusive: params.inclusive,
      jurisdiction: params.jurisdiction ?? null,
      jurisdiction_level: null,
      livemode: false,
      metadata: mergeMetadata({}, params.metadata),
      percentage,
      rate_type: null,
      state: params.state ?? null,
      tax_type: params.tax_type ?? null,
    });
    tx.emit('tax_rate.created', rate);
    return rate;
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/tax_rates/:tax_rate',
  params: p.none,
  handle: ({ tx, path }): TaxRate => tx.addressed(taxRates, path('tax_rate')),
});

/** What is charged never changes: for that Stripe wants a new rate. */
const update = defineRoute({
  method: 'POST',
  path: '/v1/tax_rates/:tax_rate',
  params: p.params({ ...shared, display_name: p.text(50).optional() }),
  handle({ tx, params, path }): TaxRate {
    const before = tx.addressed(taxRates, path('tax_rate'));
    const { expand: _, metadata, ...fields } = params;
    const after = tx.put(taxRates, {
      ...before,
      ...fields,
      metadata: mergeMetadata(before.metadata ?? {}, metadata),
    });
    tx.emitUpdated('tax_rate.updated', before, after);
    return after;
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/tax_rates',
  params: p.params({
    ...p.page,
    active: p.boolean().optional(),
    created: p.range(),
    inclusive: p.boolean().optional(),
  }),
  handle({ tx, params }) {
    const { active, created, inclusive } = params;
    const matching = tx
      .all(taxRates)
      .filter(
        (rate) =>
          (active === undefined || rate.active === active) &&
          (inclusive === undefined || rate.inclusive === inclusive) &&
          within(rate.created, created),
      );
    return paginate(matching, params, '/v1/tax_rates');
  },
});

export const taxRateRoutes = [create, retrieve, update, list];
