import type Stripe from 'stripe';
import type { EntitlementSummaryRecord } from '../../../records';
import { idOf, rawOf } from './fields';

/** @param entitlements all that are active, from every page of the customer's list */
export function toEntitlementSummary(
  customerId: string,
  entitlements: readonly Stripe.Entitlements.ActiveEntitlement[],
): EntitlementSummaryRecord {
  return {
    kind: 'entitlement_summary',
    id: customerId,
    entitlements: entitlements.map(({ id, feature, lookup_key }) => ({
      id,
      customerId,
      featureId: idOf(feature) ?? '',
      lookupKey: lookup_key,
    })),
    // As the provider's own events have it, so that what they say of it can be held against it.
    raw: rawOf({
      object: 'entitlements.active_entitlement_summary',
      customer: customerId,
      entitlements: { data: entitlements },
    }),
  };
}
