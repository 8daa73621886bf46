import type { StripeAddressElementOptions } from '@stripe/stripe-js';
import { describeValue, IntegrationError } from '../integration-error';
import type { AddressFrameConfig } from '../link/address';
import type { FrameLooks } from '../link/protocol';

/**
 * Checks the options of an Address Element.
 * @throws IntegrationError naming the option at fault, or one that the stand-in does not carry out
 */
export function checkAddressOptions(options: StripeAddressElementOptions): void {
  const { mode, allowedCountries, autocomplete, contacts } = options;
  if (mode !== 'shipping' && mode !== 'billing') {
    throw new IntegrationError(
      `Invalid value for elements.create('address'): mode should be one of shipping, billing. You specified: ${describeValue(mode)}.`,
    );
  }
  const countries: unknown = allowedCountries ?? [];
  const areCodes =
    Array.isArray(countries) &&
    countries.every((code) => typeof code === 'string' && /^[A-Z]{2}$/.test(code));
  if (!areCodes) {
    throw new IntegrationError(
      "Invalid value for elements.create('address'): allowedCountries should be an array of two-letter ISO country codes. " +
        `You specified: ${describeValue(allowedCountries)}.`,
    );
  }
  // Address lookup needs a service on the network, which the sandbox has not.
  if (autocomplete?.mode === 'google_maps_api') throw notCarriedOut('autocomplete.mode google_maps_api');
  if (contacts !== undefined && contacts.length > 0) throw notCarriedOut('contacts');
}

function notCarriedOut(option: string): IntegrationError {
  return new IntegrationError(
    `The sandbox's stand-in for Stripe.js does not implement the Address Element's option ${option}.`,
  );
}

/** What the frame is told of the options. */
export function addressConfig(
  options: StripeAddressElementOptions,
): Omit<AddressFrameConfig, keyof FrameLooks> {
  const { mode, allowedCountries, defaultValues = {}, fields, validation, display } = options;
  const { address } = defaultValues;
  const countries = allowedCountries ?? [];
  const isAsked = fields?.phone === 'always';
  const isOptional = validation?.phone?.required === 'never';
  return {
    mode,
    countries: countries.length > 0 ? countries : null,
    defaults: {
      name: defaultValues.name ?? null,
      firstName: defaultValues.firstName ?? null,
      lastName: defaultValues.lastName ?? null,
      phone: defaultValues.phone ?? null,
      line1: address?.line1 ?? null,
      line2: address?.line2 ?? null,
      city: address?.city ?? null,
      state: address?.state ?? null,
      postal_code: address?.postal_code ?? null,
      country: address?.country ?? null,
    },
    name: fields?.name === 'never' ? 'none' : (display?.name ?? 'full'),
    phone: isAsked ? (isOptional ? 'optional' : 'required') : 'none',
    blockPoBox: options.blockPoBox === true,
  };
}
