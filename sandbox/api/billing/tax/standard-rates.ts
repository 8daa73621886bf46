import type Stripe from 'stripe';

/** What one place charges on what is sold there: its standard rate, in percent. */
export interface StandardRate {
  percentage: number;
  display_name: string;
  tax_type: NonNullable<Stripe.TaxRate['tax_type']>;
}

const vat = (percentage: number): StandardRate => ({ percentage, display_name: 'VAT', tax_type: 'vat' });
const gst = (percentage: number): StandardRate => ({ percentage, display_name: 'GST', tax_type: 'gst' });
const sales = (percentage: number): StandardRate => ({
  percentage,
  display_name: 'Sales Tax',
  tax_type: 'sales_tax',
});

/** The European Union, where one registration can stand for all. Rates of the year 2026. */
const EU: Readonly<Record<string, StandardRate>> = {
  AT: vat(20),
  BE: vat(21),
  BG: vat(20),
  CY: vat(19),
  CZ: vat(21),
  DE: vat(19),
  DK: vat(25),
  EE: vat(24),
  ES: vat(21),
  FI: vat(25.5),
  FR: vat(20),
  GR: vat(24),
  HR: vat(25),
  HU: vat(27),
  IE: vat(23),
  IT: vat(22),
  LT: vat(21),
  LU: vat(17),
  LV: vat(21),
  MT: vat(18),
  NL: vat(21),
  PL: vat(23),
  PT: vat(23),
  RO: vat(21),
  SE: vat(25),
  SI: vat(22),
  SK: vat(23),
};

const COUNTRIES: Readonly<Record<string, StandardRate>> = {
  ...EU,
  AU: gst(10),
  CA: gst(5),
  CH: vat(8.1),
  GB: vat(20),
  JP: { percentage: 10, display_name: 'Consumption Tax', tax_type: 'jct' },
  NO: vat(25),
  NZ: gst(15),
};

/** The states' own rates: Stripe adds those of counties and cities, and knows what each of them taxes. */
const STATES: Readonly<Record<string, StandardRate>> = {
  CA: sales(7.25),
  CO: sales(2.9),
  CT: sales(6.35),
  FL: sales(6),
  IL: sales(6.25),
  NJ: sales(6.625),
  NY: sales(4),
  PA: sales(6),
  TX: sales(6.25),
  WA: sales(6.5),
};

export const isInTheEu = (country: string): boolean => Object.hasOwn(EU, country);

/** Null where the sandbox knows no rate. In the United States it is the state's. */
export function standardRate(country: string, state: string | null): StandardRate | null {
  return country === 'US' ? (STATES[state ?? ''] ?? null) : (COUNTRIES[country] ?? null);
}
