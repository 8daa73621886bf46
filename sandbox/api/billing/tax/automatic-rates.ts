import type { Transaction } from '../../kernel';
import { type Customer, taxIds, taxLocation } from '../../payments';
import type { Price } from '../prices/price';
import { type TaxRate, taxRates } from '../tax-rates/tax-rate';
import { activeRegistrations, optionsOf, type Registration } from './registration';
import { taxSettings } from './settings';
import { isInTheEu, type StandardRate, standardRate } from './standard-rates';

interface Place {
  country: string;
  /** In the United States alone. */
  state: string | null;
}

/**
 * The tax on what a customer is sold, under the account's registrations: none where it has none (Stripe says nothing of
 * that either), and none for a business elsewhere in the European Union, which owes it itself. Every product is taken
 * for one that the standard rate is charged on.
 * @param price null for an amount that is no price's
 */
export function automaticRates(
  tx: Transaction,
  customer: Customer,
  price: Price | null,
  currency: string,
): TaxRate[] {
  const location = taxLocation(customer);
  if (location === null || (customer.tax_exempt ?? 'none') !== 'none') return [];
  const place = { country: location.country, state: location.country === 'US' ? location.state : null };
  const registration = activeRegistrations(tx).find((one) => covers(one, place));
  const rate = standardRate(place.country, place.state);
  if (!registration || !rate || owesItItself(tx, customer, place, registration)) return [];
  return [rateOf(tx, place, rate, isInclusive(tx, price, currency))];
}

/** Within the European Union one registration in any country may stand for all of them. */
function covers(registration: Registration, { country, state }: Place): boolean {
  const options = optionsOf(registration);
  if (options?.type.startsWith('oss_')) return isInTheEu(country);
  return registration.country === country && (state === null || options?.state === state);
}

function owesItItself(
  tx: Transaction,
  customer: Customer,
  { country }: Place,
  registration: Registration,
): boolean {
  if (!isInTheEu(country)) return false;
  const elsewhere =
    registration.country !== country || taxSettings(tx).head_office?.address.country !== country;
  return elsewhere && tx.where(taxIds, 'customer', customer.id).some(({ type }) => type === 'eu_vat');
}

/** Where nobody says, an account's default decides: prices in dollars of North America are without tax, others with it. */
function isInclusive(tx: Transaction, price: Price | null, currency: string): boolean {
  const own = price?.tax_behavior;
  if (own === 'inclusive' || own === 'exclusive') return own === 'inclusive';
  const usual = taxSettings(tx).defaults.tax_behavior;
  if (usual === 'inferred_by_currency') return !['usd', 'cad'].includes(currency);
  return usual === 'inclusive';
}

/** One tax rate for each place, as Stripe's own are: with what a rate made by hand has not. */
function rateOf(tx: Transaction, place: Place, rate: StandardRate, inclusive: boolean): TaxRate {
  const { country, state } = place;
  const known = tx
    .all(taxRates)
    .find(
      (one) =>
        one.effective_percentage === rate.percentage &&
        one.country === country &&
        one.state === state &&
        one.inclusive === inclusive,
    );
  return (
    known ??
    tx.put(taxRates, {
      id: tx.newId('txr'),
      object: 'tax_rate',
      active: true,
      country,
      created: tx.now(),
      description: null,
      display_name: rate.display_name,
      effective_percentage: rate.percentage,
      flat_amount: null,
      inclusive,
      jurisdiction: state ?? country,
      jurisdiction_level: state === null ? 'country' : 'state',
      livemode: false,
      metadata: {},
      percentage: rate.percentage,
      rate_type: 'percentage',
      state,
      tax_type: rate.tax_type,
    })
  );
}
