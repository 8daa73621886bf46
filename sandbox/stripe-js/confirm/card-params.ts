import { formPairs } from '../api/form';
import type { Collected } from '../elements/collected';
import type { Pairs } from '../link/requests';
import { isRecord } from '../record';

/**
 * The form pairs of a request about a card, without the card: what the page gave, and under it what the elements
 * collected. Details given by the page win over those that were collected.
 */
export function cardPairs(params: Readonly<Record<string, unknown>>, collected: Collected): Pairs {
  const data = isRecord(params.payment_method_data) ? params.payment_method_data : {};
  const given = isRecord(data.billing_details) ? data.billing_details : {};
  const billing = { ...collected.billing, ...given };
  const hasBilling = Object.keys(billing).length > 0;
  const methodData = { ...data, ...(hasBilling && { billing_details: billing }) };
  const shipping = params.shipping ?? collected.shipping ?? undefined;
  return formPairs({ ...params, payment_method_data: methodData, shipping });
}
