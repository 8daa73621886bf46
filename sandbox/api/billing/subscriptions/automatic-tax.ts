import { SandboxError } from '../../kernel';
import { type Customer, taxLocation } from '../../payments';
import type { Subscription } from './subscription';

interface Wanted {
  enabled: boolean;
}

/**
 * Automatic tax as a subscription shows it: without a registration Stripe accepts the setting all the same, and collects
 * nothing. Throws 400 for a customer whose place is not known.
 */
export function automaticTaxOf(
  wanted: Wanted | undefined,
  customer: Customer,
): Subscription['automatic_tax'] {
  if (!wanted?.enabled) return { disabled_reason: null, enabled: false, liability: null };
  if (taxLocation(customer) !== null)
    return { disabled_reason: null, enabled: true, liability: { type: 'self' } };
  throw new SandboxError(
    400,
    {
      type: 'invalid_request_error',
      code: 'customer_tax_location_invalid',
      message:
        "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
      param: 'automatic_tax',
    },
    { began: true },
  );
}
