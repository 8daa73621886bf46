import type { z } from 'zod';
import { defineRoute, invalidRequest, notImplemented, type Transaction } from '../../kernel';
import { recurrenceRefusal } from '../arithmetic/period';
import { createProduct, products } from '../products/product';
import { claimLookupKey } from './lookup-key';
import { createParams } from './params';
import { type CurrencyOption, type Price, priceOptions, prices } from './price';

type Params = z.output<typeof createParams>;
type Amounts = NonNullable<Params['currency_options']>[string];

export const create = defineRoute({
  method: 'POST',
  path: '/v1/prices',
  params: createParams,
  handle({ tx, params }): Price {
    if (params.billing_scheme === 'tiered') throw notImplemented('tiered prices', 'billing_scheme');
    const recurring = recurringOf(params);
    const own = option(params, '');
    if (own === null) {
      const message = 'Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.';
      throw invalidRequest(message, { code: 'parameter_missing' });
    }
    const product = productOf(tx, params);
    const id = tx.newId('price');
    if (params.lookup_key !== undefined)
      claimLookupKey(tx, params.lookup_key, id, params.transfer_lookup_key);
    tx.put(priceOptions, {
      id,
      object: '_price_options',
      options: { ...others(params), [params.currency]: own },
    });
    const price = tx.put(prices, shown(tx, params, { id, product, recurring, own }));
    tx.emit('price.created', price);
    return price;
  },
});

interface Parts {
  id: string;
  product: string;
  recurring: Price['recurring'];
  own: CurrencyOption;
}

function shown(tx: Transaction, params: Params, { id, product, recurring, own }: Parts): Price {
  return {
    id,
    object: 'price',
    active: params.active ?? true,
    billing_scheme: 'per_unit',
    created: tx.now(),
    currency: params.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: params.lookup_key ?? null,
    metadata: params.metadata ?? {},
    nickname: params.nickname ?? null,
    product,
    recurring,
    tax_behavior: own.tax_behavior,
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: own.unit_amount,
    unit_amount_decimal: own.unit_amount_decimal,
  };
}

function recurringOf({ recurring }: Params): Price['recurring'] {
  if (!recurring) return null;
  if (recurring.usage_type === 'metered') throw notImplemented('metered prices', 'recurring[usage_type]');
  const interval_count = recurring.interval_count ?? 1;
  const refusal = recurrenceRefusal({ interval: recurring.interval, interval_count });
  if (refusal !== null) throw invalidRequest(refusal, { param: 'recurring[interval_count]' });
  const trial_period_days = recurring.trial_period_days ?? null;
  return {
    interval: recurring.interval,
    interval_count,
    meter: null,
    trial_period_days,
    usage_type: 'licensed',
  };
}

function productOf(tx: Transaction, { product, product_data }: Params): string {
  if (product !== undefined && product_data) {
    const message = 'You may only specify one of these parameters: product, product_data.';
    throw invalidRequest(message, { param: 'product' });
  }
  if (product_data) return createProduct(tx, { ...product_data, id: product_data.id ?? tx.newId('prod') }).id;
  if (product !== undefined) return tx.referenced(products, product, 'product').id;
  throw invalidRequest('You must specify either `product` or `product_data` when creating a price.', {
    code: 'parameter_missing',
    param: 'product',
  });
}

function others(params: Params): Record<string, CurrencyOption> {
  const options: Record<string, CurrencyOption> = {};
  for (const [currency, amounts] of Object.entries(params.currency_options ?? {})) {
    if (currency === params.currency) continue;
    options[currency] = requiredOption(currency, amounts);
  }
  return options;
}

/** An entry of `currency_options`, which must name an amount. Throws 400. */
export function requiredOption(currency: string, amounts: Amounts): CurrencyOption {
  const made = option(amounts, `currency_options[${currency}]`);
  if (made) return made;
  const param = `currency_options[${currency}][unit_amount]`;
  throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

function option(amounts: Amounts, prefix: string): CurrencyOption | null {
  const { unit_amount, unit_amount_decimal, tax_behavior } = amounts;
  if (unit_amount !== undefined && unit_amount_decimal !== undefined) {
    const message = 'You may only specify one of these parameters: unit_amount, unit_amount_decimal.';
    throw invalidRequest(message, { param: prefix === '' ? 'unit_amount' : `${prefix}[unit_amount]` });
  }
  const decimal = unit_amount_decimal ?? (unit_amount === undefined ? undefined : String(unit_amount));
  if (decimal === undefined) return null;
  const whole = /^\d+(\.0+)?$/.test(decimal) ? Number(decimal) : null;
  return {
    custom_unit_amount: null,
    tax_behavior: tax_behavior ?? 'unspecified',
    unit_amount: whole,
    unit_amount_decimal: decimal,
  };
}
