import type { AddressElementCore } from './address-element';

type Fields = Readonly<Record<string, unknown>>;

/** What elements beside the card's hold, in the API's words. */
export interface Collected {
  readonly billing: Fields;
  /** Null while no shipping address is complete. */
  readonly shipping: Fields | null;
}

/** Gathers the details of complete address elements, and the email address. */
export function collectDetails(addresses: readonly AddressElementCore[], email: string | null): Collected {
  const billing = addresses.find((core) => core.mode === 'billing')?.entered ?? null;
  const shipping = addresses.find((core) => core.mode === 'shipping')?.entered ?? null;
  return {
    billing: {
      ...(email !== null && { email }),
      ...(billing !== null && {
        name: billing.name,
        address: filled(billing.address),
        ...(billing.phone !== undefined && { phone: billing.phone }),
      }),
    },
    shipping: shipping && {
      name: shipping.name,
      address: filled(shipping.address),
      ...(shipping.phone !== undefined && { phone: shipping.phone }),
    },
  };
}

/** A part that a country's addresses do not have is left out: the API refuses empty text for it. */
function filled(address: Fields): Fields {
  return Object.fromEntries(Object.entries(address).filter(([, part]) => part !== null && part !== ''));
}
