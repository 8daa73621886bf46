/** Two-letter codes of ISO 3166-1. */
export const COUNTRIES: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CD ' +
  'CF CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE GF GG ' +
  'GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH KI KM KN KR ' +
  'KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE ' +
  'NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY QA RE RO RS RU RW SA SB SC SE SG SH SI SJ SK SL ' +
  'SM SN SO SR SS ST SV SX SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS ' +
  'XK YE YT ZA ZM ZW'
).split(' ');

/** Where somebody is billed; blank for what was left out. */
export type Address = {
  readonly line1: string;
  readonly line2: string;
  readonly postalCode: string;
  readonly city: string;
  readonly state: string;
  /** One of COUNTRIES, or blank. */
  readonly country: string;
};

export const NO_ADDRESS: Address = {
  line1: '',
  line2: '',
  postalCode: '',
  city: '',
  state: '',
  country: '',
};

/**
 * Whether an address says enough for taxes: the country, in the United States the postal code, in Canada that or the
 * province (https://docs.stripe.com/tax/customer-locations).
 */
export function isTaxable({ country, postalCode, state }: Address): boolean {
  if (country === 'US') return /^\d{5}(-\d{4})?$/.test(postalCode);
  if (country === 'CA') return postalCode !== '' || state !== '';
  return country !== '';
}

/** Whom invoices and receipts are made out to. */
export type BillingDetails = { readonly name: string; readonly email: string; readonly address: Address };
