import { REFERENCE, type Row, TYPES } from './row';

export const TAXES: readonly Row[] = [
  {
    object: 'tax_id',
    state: 'any',
    where: {},
    filled: ['created', 'owner.type', 'type', 'value'],
    empty: ['customer_account', 'owner.account', 'owner.application'],
    source: REFERENCE,
  },
  {
    object: 'tax_id',
    state: 'of a customer',
    where: { 'owner.type': 'customer' },
    filled: ['customer', 'owner.customer', 'verification.status'],
    empty: [],
    source: `${TYPES}: TaxId.Owner.customer, TaxId.verification`,
  },
  {
    object: 'tax_id',
    state: 'not verified yet, or never',
    where: { 'verification.status': ['pending', 'unavailable', 'unverified'] },
    filled: [],
    empty: ['verification.verified_address', 'verification.verified_name'],
    source: `${TYPES}: TaxId.Verification; that an unverified one has neither is inferred`,
  },
  {
    object: 'tax_id',
    // What a government tells beside its yes may be nothing, and what test mode tells is not documented.
    state: 'verified',
    where: { 'verification.status': 'verified' },
    filled: ['country'],
    empty: [],
    source: `${TYPES}: TaxId.country; that those which are looked up all have one is inferred`,
  },
  {
    object: 'tax_rate',
    // All are made by hand here.
    state: 'any',
    where: {},
    filled: ['active', 'created', 'display_name', 'inclusive', 'metadata', 'percentage'],
    empty: ['effective_percentage', 'flat_amount', 'jurisdiction_level', 'rate_type'],
    source: `${TYPES}: TaxRate.jurisdiction_level, TaxRate.rate_type; effective_percentage: ${REFERENCE} (of a credit note)`,
  },
];
