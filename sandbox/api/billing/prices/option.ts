import { invalidRequest, type SandboxError } from '../../kernel';
import type { Amounts, TierParams } from './params';
import type { CurrencyOption, Tier } from './price';

/** How the amount of a price comes about; the same in each of its currencies. */
export type Scheme = 'per_unit' | 'tiered';

/**
 * The amounts of a price in one currency.
 * @param prefix where they are in the request: '' or `currency_options[eur]`
 */
export function currencyOption(amounts: Amounts, scheme: Scheme, prefix: string): CurrencyOption {
  return scheme === 'tiered' ? tieredOption(amounts, prefix) : unitOption(amounts, prefix);
}

/** A price's own currency may be repeated, as it is in what Stripe answers, but not contradicted (inferred). */
export function requireSame(repeated: CurrencyOption, own: CurrencyOption, currency: string): void {
  const amounts = ({ unit_amount_decimal, tiers }: CurrencyOption) =>
    JSON.stringify([Number(unit_amount_decimal), tiers]);
  if (amounts(repeated) === amounts(own)) return;
  const param = `currency_options[${currency}]`;
  throw invalidRequest(`\`${param}\` contradicts the amount of the price itself.`, { param });
}

function unitOption(amounts: Amounts, prefix: string): CurrencyOption {
  if (amounts.tiers) throw tiersWithout(prefix);
  const unit = amountOf(amounts, 'unit_amount', prefix);
  if (!unit) throw missingUnit(prefix);
  return {
    custom_unit_amount: null,
    tax_behavior: amounts.tax_behavior ?? 'unspecified',
    unit_amount: unit.whole,
    unit_amount_decimal: unit.decimal,
  };
}

function tieredOption(amounts: Amounts, prefix: string): CurrencyOption {
  if (amounts.unit_amount !== undefined || amounts.unit_amount_decimal !== undefined) {
    const message = 'You cannot set `unit_amount` on a price whose `billing_scheme` is `tiered`.';
    throw invalidRequest(message, { param: named('unit_amount', prefix) });
  }
  if (!amounts.tiers || amounts.tiers.length === 0) {
    const param = named('tiers', prefix);
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const at = named('tiers', prefix);
  const tiers = amounts.tiers.map((tier, i) => tierOf(tier, `${at}[${i}]`));
  checkOrder(tiers, at);
  return {
    custom_unit_amount: null,
    tax_behavior: amounts.tax_behavior ?? 'unspecified',
    tiers,
    unit_amount: null,
    unit_amount_decimal: null,
  };
}

function tierOf(params: TierParams, at: string): Tier {
  const flat = amountOf(params, 'flat_amount', at);
  const unit = amountOf(params, 'unit_amount', at);
  if (!flat && !unit) {
    throw invalidRequest('An entry in the tiers array is missing an amount.', { param: at });
  }
  return {
    flat_amount: flat?.whole ?? null,
    flat_amount_decimal: flat?.decimal ?? null,
    unit_amount: unit?.whole ?? null,
    unit_amount_decimal: unit?.decimal ?? null,
    up_to: params.up_to === 'inf' ? null : params.up_to,
  };
}

/** Tiers follow each other and the last has no end. Wordings inferred; that it is required is documented. */
function checkOrder(tiers: readonly Tier[], at: string): void {
  tiers.forEach((tier, i) => {
    const last = i === tiers.length - 1;
    if (last !== (tier.up_to === null)) {
      const message = last
        ? 'The last tier must have `up_to` set to `inf`.'
        : 'Only the last tier can have `up_to` set to `inf`.';
      throw invalidRequest(message, { param: `${at}[${i}][up_to]` });
    }
    const before = i === 0 ? 0 : (tiers[i - 1]?.up_to ?? 0);
    if (tier.up_to !== null && tier.up_to <= before) {
      const message = 'Tiers must be in ascending order of `up_to`.';
      throw invalidRequest(message, { param: `${at}[${i}][up_to]` });
    }
  });
}

/** An amount given whole or as decimal text. Throws 400 when it is given twice or negative. */
function amountOf<Name extends 'unit_amount' | 'flat_amount'>(
  given: { [Key in Name | `${Name}_decimal`]?: number | string | undefined },
  name: Name,
  prefix: string,
): { decimal: string; whole: number | null } | null {
  const whole = given[name];
  const decimal = given[`${name}_decimal`] ?? whole;
  if (whole !== undefined && given[`${name}_decimal`] !== undefined) {
    const message = `You may only specify one of these parameters: ${name}, ${name}_decimal.`;
    throw invalidRequest(message, { param: named(name, prefix) });
  }
  if (decimal === undefined) return null;
  const text = String(decimal);
  if (text.startsWith('-')) {
    const message = 'This value must be greater than or equal to 0.';
    throw invalidRequest(message, { param: named(`${name}_decimal`, prefix) });
  }
  if (Number(text) > 99_999_999) {
    const message = 'Amount must be no more than $999,999.99';
    throw invalidRequest(message, { code: 'amount_too_large', param: named(`${name}_decimal`, prefix) });
  }
  return { decimal: text, whole: /^\d+(\.0+)?$/.test(text) ? Number(text) : null };
}

function named(name: string, prefix: string): string {
  return prefix === '' ? name : `${prefix}[${name}]`;
}

/** Wording inferred; the rule is documented. */
function tiersWithout(prefix: string): SandboxError {
  const message = 'You may only set `tiers` when `billing_scheme` is `tiered`.';
  return invalidRequest(message, { param: named('tiers', prefix) });
}

function missingUnit(prefix: string): SandboxError {
  const param = named('unit_amount', prefix);
  if (prefix !== '') {
    return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const message = 'Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.';
  return invalidRequest(message, { code: 'parameter_missing' });
}
