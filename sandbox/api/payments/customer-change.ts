import type { z } from 'zod';
import { invalidRequest, mergeMetadata, type Transaction } from '../kernel';
import { fullAddress } from './address';
import type { Customer } from './customer';
import type { updateParams } from './customer-params';
import { noteAddress, requireLocation } from './customer-tax';
import { attachedMethod } from './payment-method';

export type CustomerChange = Omit<z.output<typeof updateParams>, 'expand'>;

/** The customer as a request wants it. Its balance is left to who calls. Throws 400 for what cannot be. */
export function changed(tx: Transaction, customer: Customer, change: CustomerChange): Customer {
  requireValid(change);
  const next: Customer = {
    ...customer,
    ...plainFields(change),
    metadata: mergeMetadata(customer.metadata, change.metadata),
  };
  const { address, shipping, tax } = change;
  if (address !== undefined) next.address = address && fullAddress(address);
  if (shipping !== undefined) {
    next.shipping = shipping && { phone: null, ...shipping, address: fullAddress(shipping.address) };
  }
  rename(next, 'business_name', change.business_name);
  rename(next, 'individual_name', change.individual_name);
  if (change.invoice_settings) next.invoice_settings = settings(tx, customer, change.invoice_settings);
  if (tax?.ip_address !== undefined) noteAddress(tx, customer.id, tax.ip_address);
  if (tax?.validate_location === 'immediately') requireLocation(tx, next);
  return next;
}

function plainFields(change: CustomerChange): Partial<Customer> {
  const { description, email, invoice_prefix, name, next_invoice_sequence, phone } = change;
  const { preferred_locales, tax_exempt } = change;
  return {
    ...(description === undefined ? {} : { description }),
    ...(email === undefined ? {} : { email }),
    ...(invoice_prefix === undefined ? {} : { invoice_prefix }),
    ...(name === undefined ? {} : { name }),
    ...(next_invoice_sequence === undefined ? {} : { next_invoice_sequence }),
    ...(phone === undefined ? {} : { phone }),
    ...(preferred_locales === undefined ? {} : { preferred_locales: preferred_locales ?? [] }),
    ...(tax_exempt === undefined ? {} : { tax_exempt: tax_exempt ?? 'none' }),
  };
}

/** Names that are not there at all unless they were given. */
function rename(
  customer: Customer,
  field: 'business_name' | 'individual_name',
  name: string | null | undefined,
): void {
  if (name === null) delete customer[field];
  else if (name !== undefined) customer[field] = name;
}

type Settings = Customer['invoice_settings'];

function settings(
  tx: Transaction,
  customer: Customer,
  given: NonNullable<CustomerChange['invoice_settings']>,
): Settings {
  const { default_payment_method: method, rendering_options: rendering, ...rest } = given;
  if (method) attachedMethod(tx, method, customer.id, 'invoice_settings[default_payment_method]');
  const next: Settings = { ...customer.invoice_settings, ...rest };
  if (method !== undefined) next.default_payment_method = method;
  if (rendering === null) next.rendering_options = null;
  else if (rendering !== undefined) {
    const { amount_tax_display = null } = rendering;
    next.rendering_options = { amount_tax_display, template: null };
  }
  return next;
}

function requireValid({ invoice_prefix }: CustomerChange): void {
  if (invoice_prefix === undefined || /^[A-Z0-9]{1,12}$/.test(invoice_prefix)) return;
  throw invalidRequest('The invoice prefix must be 1–12 uppercase letters or numbers.', {
    param: 'invoice_prefix',
  });
}
