import type { z } from 'zod';
import { forbiddenState, invalidRequest, type Transaction } from '../../kernel';
import { recurrenceRefusal } from '../arithmetic/period';
import { meters } from '../meters/meter';
import { claimLookupKey } from './lookup-key';
import { currencyOption, requireSame, type Scheme } from './option';
import type { createParams } from './params';
import { type CurrencyOption, type Price, priceOptions, prices } from './price';

/** What a price is made from, whichever request asked for it. */
export type NewPrice = Omit<z.output<typeof createParams>, 'product' | 'product_data' | 'expand'>;

/** Stores a new price of a product and says so. Throws 400. */
export function createPrice(tx: Transaction, product: string, params: NewPrice): Price {
  checkScheme(params);
  const scheme = params.billing_scheme ?? 'per_unit';
  const recurring = recurringOf(tx, params);
  const own = currencyOption(params, scheme, '');
  const id = tx.newId('price');
  if (params.lookup_key !== undefined) {
    claimLookupKey(tx, params.lookup_key, id, params.transfer_lookup_key);
  }
  tx.put(priceOptions, {
    id,
    object: '_price_options',
    options: { ...otherOptions(params, scheme, own), [params.currency]: own },
  });
  const price = tx.put(prices, {
    id,
    object: 'price',
    active: params.active ?? true,
    billing_scheme: scheme,
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
    tiers_mode: params.tiers_mode ?? null,
    transform_quantity: params.transform_quantity ?? null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: own.unit_amount,
    unit_amount_decimal: own.unit_amount_decimal,
  });
  tx.emit('price.created', price);
  return price;
}

/** What belongs together. Wordings inferred, the rules are those of the parameters' documentation. */
function checkScheme(params: NewPrice): void {
  const tiered = params.billing_scheme === 'tiered';
  if (tiered && params.tiers_mode === undefined) {
    const message = 'You must set `tiers_mode` when `billing_scheme` is `tiered`.';
    throw invalidRequest(message, { code: 'parameter_missing', param: 'tiers_mode' });
  }
  if (!tiered && params.tiers_mode !== undefined) {
    const message = 'You may only set `tiers_mode` when `billing_scheme` is `tiered`.';
    throw invalidRequest(message, { param: 'tiers_mode' });
  }
  if (tiered && params.transform_quantity) {
    const message = 'You cannot set `transform_quantity` on a price with `tiers`.';
    throw invalidRequest(message, { param: 'transform_quantity' });
  }
  if (tiered && !params.recurring) {
    const message = 'Tiered prices must be recurring.';
    throw invalidRequest(message, { param: 'billing_scheme' });
  }
}

function recurringOf(tx: Transaction, { recurring }: NewPrice): Price['recurring'] {
  if (!recurring) return null;
  const interval_count = recurring.interval_count ?? 1;
  const refusal = recurrenceRefusal({ interval: recurring.interval, interval_count });
  if (refusal !== null) throw invalidRequest(refusal, { param: 'recurring[interval_count]' });
  const usage_type = recurring.usage_type ?? 'licensed';
  return {
    interval: recurring.interval,
    interval_count,
    meter: meterOf(tx, usage_type, recurring.meter),
    trial_period_days: recurring.trial_period_days ?? null,
    usage_type,
  };
}

/** Since usage records are gone, a metered price takes its usage from a meter. Wordings inferred. */
function meterOf(tx: Transaction, usage: 'licensed' | 'metered', meter: string | undefined): string | null {
  const param = 'recurring[meter]';
  if (usage === 'licensed') {
    if (meter === undefined) return null;
    const message = 'You may only set `recurring[meter]` when `recurring[usage_type]` is `metered`.';
    throw invalidRequest(message, { param });
  }
  if (meter === undefined) {
    const message = 'Metered prices must be backed by a meter. Set `recurring[meter]`.';
    throw invalidRequest(message, { code: 'parameter_missing', param });
  }
  const found = tx.referenced(meters, meter, param);
  if (found.status !== 'active') {
    throw forbiddenState(`The meter ${found.id} is inactive and cannot be attached to a price.`, { param });
  }
  return found.id;
}

function otherOptions(params: NewPrice, scheme: Scheme, own: CurrencyOption): Record<string, CurrencyOption> {
  const options: Record<string, CurrencyOption> = {};
  for (const [currency, amounts] of Object.entries(params.currency_options ?? {})) {
    const option = currencyOption(amounts, scheme, `currency_options[${currency}]`);
    if (currency === params.currency) requireSame(option, own, currency);
    options[currency] = option;
  }
  return options;
}
