/** The kinds of tax id that can be given here, by Stripe's names. */
export const TAX_ID_TYPES = [
  'eu_vat',
  'gb_vat',
  'ch_vat',
  'no_vat',
  'is_vat',
  'us_ein',
  'ca_bn',
  'ca_gst_hst',
  'mx_rfc',
  'br_cnpj',
  'au_abn',
  'nz_gst',
  'jp_trn',
  'kr_brn',
  'in_gst',
  'sg_gst',
  'za_vat',
  'ae_trn',
] as const;
export type TaxIdType = (typeof TAX_ID_TYPES)[number];

export const TAX_ID_LABELS: Readonly<Record<TaxIdType, string>> = {
  eu_vat: 'EU VAT number',
  gb_vat: 'UK VAT number',
  ch_vat: 'Swiss VAT number',
  no_vat: 'Norwegian VAT number',
  is_vat: 'Icelandic VAT number',
  us_ein: 'US EIN',
  ca_bn: 'Canadian BN',
  ca_gst_hst: 'Canadian GST/HST number',
  mx_rfc: 'Mexican RFC',
  br_cnpj: 'Brazilian CNPJ',
  au_abn: 'Australian ABN',
  nz_gst: 'New Zealand GST number',
  jp_trn: 'Japanese registration number',
  kr_brn: 'Korean BRN',
  in_gst: 'Indian GST number',
  sg_gst: 'Singaporean GST number',
  za_vat: 'South African VAT number',
  ae_trn: 'UAE TRN',
};

export type TaxId = { readonly type: TaxIdType; readonly value: string };

/** What the authorities said of it. `unavailable`: nobody can be asked about this kind. */
export const VERIFICATIONS = ['pending', 'verified', 'unverified', 'unavailable'] as const;

/** As the provider has it: its type may be one that can't be given here. */
export type TaxIdView = {
  readonly type: string;
  readonly label: string;
  readonly value: string;
  readonly verification: (typeof VERIFICATIONS)[number];
};
