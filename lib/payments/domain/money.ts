/** An amount in the provider's minor units (cents, or whole yen) with its lower-case ISO currency code. */
export type Money = { readonly amount: number; readonly currency: string };

type Wire = {
  /** Minor units in one major unit, as Stripe wants them on the wire; not what ISO 4217 says (failure 17). */
  readonly perMajor: 1 | 100 | 1000;
  /** Amounts must be a multiple of this many minor units. */
  readonly step: 1 | 10 | 100;
  /** Decimals shown to a reader. */
  readonly digits: 0 | 2 | 3;
};

const TWO_DECIMAL: Wire = { perMajor: 100, step: 1, digits: 2 };
const ZERO_DECIMAL: Wire = { perMajor: 1, step: 1, digits: 0 };
// Sent as two-decimal although nobody prices in their cents: 5 UGX is 500 on the wire.
const WHOLE_BUT_TIMES_100: Wire = { perMajor: 100, step: 100, digits: 0 };
const THREE_DECIMAL: Wire = { perMajor: 1000, step: 10, digits: 3 };

const ODD_CURRENCIES: Readonly<Record<string, Wire>> = {
  ...Object.fromEntries(
    [
      'bif',
      'clp',
      'djf',
      'gnf',
      'jpy',
      'kmf',
      'krw',
      'mga',
      'pyg',
      'rwf',
      'vnd',
      'vuv',
      'xaf',
      'xof',
      'xpf',
    ].map((code) => [code, ZERO_DECIMAL]),
  ),
  isk: WHOLE_BUT_TIMES_100,
  ugx: WHOLE_BUT_TIMES_100,
  ...Object.fromEntries(['bhd', 'jod', 'kwd', 'omr', 'tnd'].map((code) => [code, THREE_DECIMAL])),
};

function wireOf(currency: string): Wire {
  return ODD_CURRENCIES[currency.toLowerCase()] ?? TWO_DECIMAL;
}

/**
 * Builds a Money from minor units.
 * @throws RangeError when the amount is not a safe integer or not a multiple the currency allows: a bug, not input.
 */
export function money(amount: number | bigint, currency: string): Money {
  const minor = Number(amount);
  if (!Number.isSafeInteger(minor))
    throw new RangeError(`Not an amount in minor units: ${amount} ${currency}`);
  return { amount: minor, currency: currency.toLowerCase() };
}

/** Whether an amount in minor units may be sent in this currency (KWD must end in 0, UGX and ISK in 00). */
export function isChargeable({ amount, currency }: Money): boolean {
  return Number.isSafeInteger(amount) && amount >= 0 && amount % wireOf(currency).step === 0;
}

/** How many minor units are one major unit in a currency. */
export const minorUnits = (currency: string): number => wireOf(currency).perMajor;

/** Minor units of an amount written in major units, for catalogues written by people: `fromMajor(20, 'usd')` is 2000. */
export function fromMajor(major: number, currency: string): Money {
  return money(Math.round(major * wireOf(currency).perMajor), currency);
}

/**
 * Writes an amount for a reader, e.g. `$20.00`. For display only: nothing is computed from what it returns.
 * @param locale BCP 47; the decimals shown follow Stripe's minor units, not the ISO table of the runtime.
 */
export function formatMoney({ amount, currency }: Money, locale = 'en-US'): string {
  const { perMajor, digits } = wireOf(currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / perMajor);
}

/** An amount in major units as a spreadsheet reads it, `20.00`, in every locale the same. */
export function toDecimal({ amount, currency }: Money): string {
  const { perMajor, digits } = wireOf(currency);
  return (amount / perMajor).toFixed(digits);
}

/** Reads an amount that a person wrote in major units, `20`, `20.00` or `20,00`, without a rounding; null for anything else. */
export function parseMajor(text: string, currency: string): Money | null {
  const [, whole, decimals = ''] = /^(\d{1,12})(?:[.,](\d{1,3}))?$/.exec(text.trim()) ?? [];
  const { perMajor, digits } = wireOf(currency);
  if (whole === undefined || decimals.length > digits) return null;
  const amount = Number(whole) * perMajor + Number(decimals.padEnd(digits, '0')) * (digits === 0 ? 0 : 1);
  return isChargeable({ amount, currency }) ? money(amount, currency) : null;
}
