import type Stripe from 'stripe';

type Part = 'city' | 'country' | 'line1' | 'line2' | 'postal_code' | 'state';

/** An address with every part present, as Stripe answers it. */
export function fullAddress(given: { [part in Part]?: string | null | undefined }): Stripe.Address {
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  };
}
