interface Brand {
  brand: string;
  displayBrand: string;
  pattern: RegExp;
  lengths: readonly number[];
  cvcLength: number;
}

/** Brands by how their numbers begin, the narrow ranges before the wide ones. */
const BRANDS: readonly Brand[] = [
  { brand: 'amex', displayBrand: 'american_express', pattern: /^3[47]/, lengths: [15], cvcLength: 4 },
  {
    brand: 'diners',
    displayBrand: 'diners_club',
    pattern: /^3(?:0[0-5]|[689])/,
    lengths: [14, 16],
    cvcLength: 3,
  },
  { brand: 'jcb', displayBrand: 'jcb', pattern: /^35/, lengths: [16], cvcLength: 3 },
  { brand: 'discover', displayBrand: 'discover', pattern: /^6(?:011|4[4-9]|5)/, lengths: [16], cvcLength: 3 },
  { brand: 'unionpay', displayBrand: 'union_pay', pattern: /^62/, lengths: [16, 17, 18, 19], cvcLength: 3 },
  {
    brand: 'mastercard',
    displayBrand: 'mastercard',
    pattern: /^(?:5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720))/,
    lengths: [16],
    cvcLength: 3,
  },
  { brand: 'visa', displayBrand: 'visa', pattern: /^4/, lengths: [13, 16, 19], cvcLength: 3 },
];

const UNKNOWN: Brand = { brand: 'unknown', displayBrand: 'unknown', pattern: /^/, lengths: [], cvcLength: 3 };

/** The brand a number belongs to. */
export function brandOf(number: string): Brand {
  return BRANDS.find((brand) => brand.pattern.test(number)) ?? UNKNOWN;
}

/** How the money is lent; only a few test cards differ from credit. */
export function fundingOf(number: string): 'credit' | 'debit' | 'prepaid' {
  if (number === '4000056655665556' || number === '5200828282828210') return 'debit';
  if (number === '6011981111111113' || number === '6200000000000047') return 'debit';
  return number === '5105105105105100' ? 'prepaid' : 'credit';
}

/** Whether the check digit fits (Luhn). */
export function checksOut(number: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...number].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
