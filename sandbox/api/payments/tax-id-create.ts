import { invalidRequest, newId, type Transaction } from '../kernel';
import { type DeletedTaxId, type TaxId, type TaxIdType, taxIds } from './tax-id';
import { isWellFormed } from './tax-id-formats';

type Status = NonNullable<TaxId['verification']>['status'];

/** The types that Stripe has looked up by their governments. */
const VERIFIED_TYPES: readonly TaxIdType[] = ['au_abn', 'eu_vat', 'gb_vat'];

/** What Stripe's test mode answers for its magic values; nobody is asked about others, so they stay pending (inferred). */
const OUTCOMES: Record<string, Status> = { '000000000': 'verified', '111111111': 'unverified' };

/**
 * A new tax ID of a customer, or of the account itself (null), announced where it is a customer's. It is answered as
 * pending; what its verification comes to follows at once. Throws 400 when it is not written as its type is.
 */
export function createTaxId(
  tx: Transaction,
  customer: string | null,
  { type, value }: { type: TaxIdType; value: string },
  param = 'value',
): TaxId {
  if (!isWellFormed(type, value)) {
    throw invalidRequest(`Invalid value for ${type}.`, { code: 'tax_id_invalid', param });
  }
  const isVerified = VERIFIED_TYPES.includes(type);
  const taxId = tx.put(taxIds, {
    id: newId('txi'),
    object: 'tax_id',
    country: countryOf(type, value),
    created: tx.now(),
    customer,
    customer_account: null,
    livemode: false,
    owner:
      customer === null
        ? { customer_account: null, type: 'self' }
        : { customer, customer_account: null, type: 'customer' },
    type,
    value,
    verification: verification(isVerified ? 'pending' : 'unavailable'),
  });
  if (customer !== null) tx.emit('customer.tax_id.created', taxId);
  if (isVerified) verify(tx, taxId);
  return taxId;
}

/** Takes a tax ID away for good. */
export function removeTaxId(tx: Transaction, taxId: TaxId): DeletedTaxId {
  tx.drop(taxIds, taxId.id);
  if (taxId.customer !== null) tx.emit('customer.tax_id.deleted', taxId);
  return { id: taxId.id, object: 'tax_id', deleted: true };
}

function verify(tx: Transaction, taxId: TaxId): void {
  const outcome = OUTCOMES[taxId.value.replaceAll(/[^0-9]/g, '')];
  if (outcome === undefined) return;
  const after = tx.put(taxIds, { ...taxId, verification: verification(outcome) });
  if (taxId.customer === null || !taxId.verification) return;
  const { status } = taxId.verification;
  tx.emitLater('customer.tax_id.updated', after, { verification: { status } });
}

function verification(status: Status): NonNullable<TaxId['verification']> {
  return { status, verified_address: null, verified_name: null };
}

/** EU numbers name their country themselves, Greece by letters of its own; the others' types do. */
function countryOf(type: TaxIdType, value: string): string | null {
  if (type === 'eu_oss_vat') return null;
  const country = (type === 'eu_vat' ? value : type).slice(0, 2).toUpperCase();
  return country === 'EL' ? 'GR' : country === 'XI' ? 'GB' : country;
}
