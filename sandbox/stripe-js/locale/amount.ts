const NO_MINOR_UNIT = new Set([
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
]);
const THREE_DIGITS = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);

/** Writes an amount in Stripe's minor units for a person to read, as "$20.00". */
export function formatAmount(amount: { value: number; currency: string }, language: string): string {
  const digits = NO_MINOR_UNIT.has(amount.currency) ? 0 : THREE_DIGITS.has(amount.currency) ? 3 : 2;
  const format = new Intl.NumberFormat(language, { style: 'currency', currency: amount.currency });
  return format.format(amount.value / 10 ** digits);
}
