import type { AddressWord } from '../locale/address';

export type AddressPart = 'line1' | 'line2' | 'city' | 'state' | 'postal_code';

/** How a country writes its addresses. */
export interface AddressFormat {
  readonly rows: readonly (readonly AddressPart[])[];
  readonly required: readonly AddressPart[];
  readonly stateWord: AddressWord;
  readonly postalWord: AddressWord;
  /** What a postal code looks like; null where anything goes. */
  readonly postal: RegExp | null;
}

const LINES = [['line1'], ['line2']] as const;
const COMMON: AddressFormat = {
  rows: [...LINES, ['postal_code', 'city']],
  required: ['line1', 'city', 'postal_code'],
  stateWord: 'province',
  postalWord: 'postalCode',
  postal: null,
};
const WITH_STATE: AddressFormat = {
  ...COMMON,
  rows: [...LINES, ['city'], ['state', 'postal_code']],
  required: ['line1', 'city', 'state', 'postal_code'],
  stateWord: 'state',
};

const SPECIAL: Readonly<Record<string, AddressFormat>> = {
  US: { ...WITH_STATE, postalWord: 'zip', postal: /^\d{5}(-\d{4})?$/ },
  PR: {
    ...COMMON,
    rows: [...LINES, ['city', 'postal_code']],
    postalWord: 'zip',
    postal: /^00[679]\d{2}(-\d{4})?$/,
  },
  CA: { ...WITH_STATE, stateWord: 'province', postal: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i },
  AU: { ...WITH_STATE, postalWord: 'postcode', postal: /^\d{4}$/ },
  IN: { ...WITH_STATE, postalWord: 'pin', postal: /^[1-9]\d{2} ?\d{3}$/ },
  BR: { ...WITH_STATE, postal: /^\d{5}-?\d{3}$/ },
  MX: { ...WITH_STATE, postal: /^\d{5}$/ },
  ES: { ...WITH_STATE, stateWord: 'province', postal: /^\d{5}$/ },
  IT: { ...WITH_STATE, stateWord: 'province', postal: /^\d{5}$/ },
  CN: { ...WITH_STATE, stateWord: 'province', postal: /^\d{6}$/ },
  KR: { ...WITH_STATE, stateWord: 'province', postal: /^\d{5}$/ },
  GB: {
    ...COMMON,
    rows: [...LINES, ['city', 'postal_code']],
    postalWord: 'postcode',
    postal: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i,
  },
  IE: {
    ...WITH_STATE,
    required: ['line1', 'city'],
    stateWord: 'county',
    postalWord: 'eircode',
    postal: /^[A-Z]\d[\dW] ?[A-Z\d]{4}$/i,
  },
  JP: {
    ...COMMON,
    rows: [['postal_code', 'state'], ['city'], ...LINES],
    required: ['postal_code', 'state', 'city', 'line1'],
    stateWord: 'prefecture',
    postal: /^\d{3}-?\d{4}$/,
  },
  AE: {
    ...COMMON,
    rows: [...LINES, ['city', 'state']],
    required: ['line1', 'state'],
    stateWord: 'emirate',
  },
  SG: { ...COMMON, rows: [...LINES, ['postal_code']], required: ['line1', 'postal_code'], postal: /^\d{6}$/ },
  HK: { ...COMMON, rows: [...LINES, ['city', 'state']], required: ['line1', 'state'], stateWord: 'region' },
};

/** Countries that write addresses the common way, by what their postal codes look like. */
const POSTAL: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}$/, 'AT BE BG CH CY DK HU LI LU NO NZ PH SI ZA'],
  [/^\d{5}$/, 'DE EE FI FR HR ID LT MC MY SA TH TR UA'],
  [/^\d{3} ?\d{2}$/, 'CZ GR SE SK'],
  [/^\d{6}$/, 'CO RO VN'],
  [/^[1-9]\d{3} ?[A-Z]{2}$/i, 'NL'],
  [/^\d{2}-?\d{3}$/, 'PL'],
  [/^\d{4}-?\d{3}$/, 'PT'],
  [/^\d{7}$/, 'IL'],
  [/^(LV-)?\d{4}$/i, 'LV'],
];

const WITHOUT_POSTAL_CODES =
  'AC AG AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GA GD GH GM GN GQ GY JM KI KM KN LC LY ML MO MR MW NR ' +
  'NU PA QA RW SB SC SL SR SS ST SX TD TG TK TL TO TT TV UG VU YE ZW';

/** The format of a country's addresses. */
export function formatOf(country: string): AddressFormat {
  const special = SPECIAL[country];
  if (special) return special;
  if (WITHOUT_POSTAL_CODES.split(' ').includes(country)) {
    return { ...COMMON, rows: [...LINES, ['city']], required: ['line1', 'city'] };
  }
  const known = POSTAL.find(([, codes]) => codes.split(' ').includes(country));
  if (known) return { ...COMMON, postal: known[0] };
  return { ...COMMON, required: ['line1', 'city'] };
}
