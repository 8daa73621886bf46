import { z } from 'zod';
import { type Address, type BillingDetails, NO_ADDRESS } from '../domain/address';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** An address as Stripe has it. */
const addressSchema = z
  .object({ line1: text, line2: text, postal_code: text, city: text, state: text, country: text })
  .transform(({ postal_code: postalCode, ...address }): Address => ({ ...address, postalCode }));

const rawSchema = z.object({ address: addressSchema.nullish() });

/** The address in a customer's `raw`; blank where there is none. */
export function addressIn(raw: unknown): Address {
  return rawSchema.safeParse(raw).data?.address ?? NO_ADDRESS;
}

type Named = { readonly name: string | null; readonly email: string | null };

/** What the provider has of a customer, and of somebody who is none what they signed up with. */
export function detailsOf(customer: (Named & { readonly raw: unknown }) | null, user: Named): BillingDetails {
  return {
    name: customer?.name ?? user.name ?? '',
    email: customer?.email ?? user.email ?? '',
    address: addressIn(customer?.raw),
  };
}
