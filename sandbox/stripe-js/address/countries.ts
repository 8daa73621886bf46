/** The countries and territories that something can be sent to or billed in, but for those under embargo. */
const CODES =
  'AC AD AE AF AG AI AL AM AO AQ AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA ' +
  'CD CF CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE GF ' +
  'GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH KI KM KN ' +
  'KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC ' +
  'NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY QA RE RO RS RU RW SA SB SC SE SG SH SI SJ SK ' +
  'SL SM SN SO SR SS ST SV SX SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU ' +
  'WF WS XK YE YT ZA ZM ZW';

export interface Country {
  readonly code: string;
  readonly name: string;
}

/** The countries offered, by name in the language; all of them when `allowed` is null. */
export function countriesIn(language: string, allowed: readonly string[] | null): Country[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const codes = CODES.split(' ').filter((code) => allowed === null || allowed.includes(code));
  const countries = codes.map((code) => ({ code, name: names.of(code) ?? code }));
  const collator = new Intl.Collator(language);
  return countries.sort((one, other) => collator.compare(one.name, other.name));
}

/** The country to begin with: the one asked for, else the browser's, else the United States, else the first. */
export function firstCountry(
  countries: readonly Country[],
  wanted: string | null,
  browserLanguages: readonly string[],
): string {
  const regions = browserLanguages.map((tag) => /[-_]([A-Z]{2})\b/.exec(tag)?.[1]);
  const candidates = [wanted, ...regions, 'US'];
  const offered = candidates.find((code) => countries.some((country) => country.code === code));
  return offered ?? countries[0]?.code ?? 'US';
}
