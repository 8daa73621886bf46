import type { TaxIdType } from './tax-id';

/** How VAT numbers of the European Union go on after the country's two letters. */
const EU_VAT: Record<string, RegExp> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(?:\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/,
  IT: /^\d{11}$/,
  LT: /^(?:\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(?:\d{9}|\d{12})$/,
};

/** What Stripe's test mode reads as an outcome, whatever the country's own format. */
const MAGIC = /^(?:0{9}|1{9}|2{9})$/;

const FORMATS: Partial<Record<TaxIdType, RegExp>> = {
  au_abn: /^\d{11}$/,
  au_arn: /^\d{12}$/,
  br_cnpj: /^(?:\d{14}|\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2})$/,
  br_cpf: /^(?:\d{11}|\d{3}\.\d{3}\.\d{3}-\d{2})$/,
  ca_bn: /^\d{9}$/,
  ca_gst_hst: /^\d{9}RT\d{4}$/,
  ch_uid: /^CHE-?\d{3}\.?\d{3}\.?\d{3}( HR)?$/,
  ch_vat: /^CHE-?\d{3}\.?\d{3}\.?\d{3} ?(?:MWST|TVA|IVA)$/,
  gb_vat: /^GB(?:\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2})$/,
  in_gst: /^\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]Z[A-Z0-9]$/,
  jp_cn: /^\d{13}$/,
  jp_rn: /^\d{5}$/,
  jp_trn: /^T\d{13}$/,
  mx_rfc: /^[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}$/,
  no_vat: /^\d{9}MVA$/,
  nz_gst: /^\d{8,9}$/,
  us_ein: /^\d{2}-?\d{7}$/,
};

/** Letters and digits with what people write between them; for types whose format is not known here. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9 ./+*&-]{2,29}$/;

/** Whether a tax ID looks as those of its type do. Check digits are not worked out. */
export function isWellFormed(type: TaxIdType, value: string): boolean {
  const tight = value.replaceAll(' ', '').toUpperCase();
  if (type === 'eu_vat') {
    const country = tight.slice(0, 2);
    const rest = tight.slice(2);
    return EU_VAT[country] !== undefined && (EU_VAT[country].test(rest) || MAGIC.test(rest));
  }
  if (MAGIC.test(tight)) return true;
  const format = FORMATS[type];
  return format ? format.test(tight) || format.test(value.toUpperCase()) : PLAIN.test(value);
}
