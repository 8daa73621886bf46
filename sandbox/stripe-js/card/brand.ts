export type CardBrand =
  | 'visa'
  | 'mastercard'
  | 'amex'
  | 'discover'
  | 'diners'
  | 'jcb'
  | 'unionpay'
  | 'unknown';

export interface BrandRule {
  readonly brand: CardBrand;
  readonly name: string;
  /** Inclusive ranges of leading digits; both ends of a range have the same number of digits. */
  readonly prefixes: readonly (readonly [string, string])[];
  /** Lengths a complete number may have, shortest first. */
  readonly lengths: readonly [number, ...number[]];
  readonly cvcLength: 3 | 4;
}

const RULES: readonly BrandRule[] = [
  { brand: 'visa', name: 'Visa', prefixes: [['4', '4']], lengths: [16], cvcLength: 3 },
  {
    brand: 'mastercard',
    name: 'Mastercard',
    prefixes: [
      ['51', '55'],
      ['2221', '2720'],
    ],
    lengths: [16],
    cvcLength: 3,
  },
  {
    brand: 'amex',
    name: 'American Express',
    prefixes: [
      ['34', '34'],
      ['37', '37'],
    ],
    lengths: [15],
    cvcLength: 4,
  },
  {
    brand: 'discover',
    name: 'Discover',
    prefixes: [
      ['6011', '6011'],
      ['644', '649'],
      ['65', '65'],
    ],
    lengths: [16],
    cvcLength: 3,
  },
  {
    brand: 'diners',
    name: 'Diners Club',
    prefixes: [
      ['300', '305'],
      ['3095', '3095'],
      ['36', '36'],
      ['38', '39'],
    ],
    lengths: [14, 16],
    cvcLength: 3,
  },
  { brand: 'jcb', name: 'JCB', prefixes: [['3528', '3589']], lengths: [16], cvcLength: 3 },
  {
    brand: 'unionpay',
    name: 'UnionPay',
    prefixes: [
      ['62', '62'],
      ['81', '81'],
    ],
    lengths: [16, 17, 18, 19],
    cvcLength: 3,
  },
];

const UNKNOWN: BrandRule = {
  brand: 'unknown',
  name: 'Card',
  prefixes: [],
  lengths: [16],
  cvcLength: 3,
};

export function isCardBrand(value: unknown): value is CardBrand {
  return value === UNKNOWN.brand || RULES.some(({ brand }) => brand === value);
}

/** The brand's name for people. */
export function brandName(brand: CardBrand): string {
  return (RULES.find((rule) => rule.brand === brand) ?? UNKNOWN).name;
}

/** Names the brand as soon as the digits typed so far allow no other. */
export function brandRule(digits: string): BrandRule {
  return RULES.find((rule) => rule.prefixes.some(([from, to]) => isCertainlyIn(digits, from, to))) ?? UNKNOWN;
}

/** Says whether every number that can still grow out of `digits` starts within the range. */
function isCertainlyIn(digits: string, from: string, to: string): boolean {
  if (digits === '') return false;
  const lowest = digits.padEnd(from.length, '0').slice(0, from.length);
  const highest = digits.padEnd(to.length, '9').slice(0, to.length);
  return lowest >= from && highest <= to;
}
