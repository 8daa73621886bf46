import { defineCollection, defineComputed, invalidRequest, type Transaction } from '../kernel';
import { type Customer, customers } from './customer';

type Tax = NonNullable<Customer['tax']>;

/** The address a customer was last seen at; its id is the customer's. Shown in `tax` alone. */
interface SeenAddress {
  id: string;
  object: '_customer_ip_address';
  ip_address: string;
}

const seenAddresses = defineCollection<SeenAddress>('_customer_ip_address');

/** Notes where a customer was seen; null forgets it. */
export function noteAddress(tx: Transaction, customer: string, ip_address: string | null): void {
  if (ip_address === null) tx.drop(seenAddresses, customer);
  else tx.put(seenAddresses, { id: customer, object: '_customer_ip_address', ip_address });
}

/** Throws 400 when taxes could not be worked out for a customer: its address does not say where it is. */
export function requireLocation(tx: Transaction, customer: Customer): void {
  if (taxOf(tx, customer).location !== null) return;
  throw invalidRequest(
    "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
    { code: 'customer_tax_location_invalid', param: 'tax[validate_location]' },
  );
}

defineComputed(customers, 'tax', (tx, customer) => (customer.deleted === true ? null : taxOf(tx, customer)));

/** Where a customer is for taxes, by its shipping address or else its billing address; no IP address is looked up. */
export function taxLocation({ address, shipping }: Customer): Tax['location'] {
  return located(shipping?.address, 'shipping_destination') ?? located(address, 'billing_address');
}

/**
 * What is known of a customer's taxes.
 * That the sandbox calls a place it recognizes `supported`, whatever the registrations, is inferred.
 */
function taxOf(tx: Transaction, customer: Customer): Tax {
  const location = taxLocation(customer);
  return {
    automatic_tax: location === null ? 'unrecognized_location' : 'supported',
    ip_address: tx.get(seenAddresses, customer.id)?.ip_address ?? null,
    location,
    provider: 'stripe',
  };
}

type Address = Customer['address'];

/** In the United States taxes go by the postal code, in Canada by the province; elsewhere the country is enough. */
function located(
  address: Address | undefined,
  source: 'billing_address' | 'shipping_destination',
): Tax['location'] {
  const { country, postal_code, state } = address ?? {};
  if (!country || !/^[A-Z]{2}$/.test(country)) return null;
  if (country === 'US' && !/^\d{5}(-\d{4})?$/.test(postal_code ?? '')) return null;
  if (country === 'CA' && !postal_code && !state) return null;
  return { country, source, state: state ?? null };
}
