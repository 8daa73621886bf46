/** Currencies whose minor unit is the unit itself. ISK and UGX are not here: on the wire they carry two zeros. */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const THREE_DECIMAL = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);

/** Smallest amounts Stripe charges a card, minor units (docs.stripe.com/currencies). Others fall back to 50. */
const MINIMUM: Record<string, number> = {
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
  usd: 50,
};

const SYMBOLS: Record<string, string> = {
  usd: '$',
  eur: '€',
  gbp: '£',
  jpy: '¥',
  cad: 'CA$',
  aud: 'A$',
  nzd: 'NZ$',
  brl: 'R$',
  mxn: 'MX$',
  krw: '₩',
  inr: '₹',
};

/** How many decimals a currency's minor unit stands for: 0, 2 or 3. */
export function decimalsOf(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** The smallest amount that can be charged, in minor units of the currency. */
export function minimumCharge(currency: string): number {
  return MINIMUM[currency] ?? 50;
}

/** An amount for a line's description, as Stripe words it: "$20.00", "¥2,200", "SEK 99.00". For display only. */
export function displayAmount(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const fraction = decimals === 0 ? '' : `.${digits.slice(-decimals)}`;
  const symbol = SYMBOLS[currency] ?? `${currency.toUpperCase()} `;
  return `${amount < 0 ? '-' : ''}${symbol}${whole}${fraction}`;
}
