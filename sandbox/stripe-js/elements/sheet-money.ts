import type { DeliveryEstimate, LineItem, ShippingRate } from '@stripe/stripe-js';
import { IntegrationError } from '../integration-error';
import type { ShownRate } from '../link/wallet';
import type { Language } from '../locale/language';
import type { ExpressOptions } from './express-options';

/** A shipping rate as the sheet shows it. */
export function shownRate(rate: ShippingRate, language: Language): ShownRate {
  const { id, displayName, amount, deliveryEstimate: given } = rate;
  if (given === undefined || typeof given === 'string') {
    return { id, displayName, amount, estimate: given ?? null };
  }
  return { id, displayName, amount, estimate: range(given, language) };
}

function range(
  { minimum, maximum }: { readonly minimum?: DeliveryEstimate; readonly maximum?: DeliveryEstimate },
  language: Language,
): string | null {
  const ends = [minimum, maximum].filter((end) => end !== undefined);
  if (minimum && maximum && minimum.unit === maximum.unit) {
    return unitFormat(minimum, language).formatRange(minimum.value, maximum.value);
  }
  return ends.map((end) => unitFormat(end, language).format(end.value)).join(' – ') || null;
}

function unitFormat({ unit }: DeliveryEstimate, language: Language): Intl.NumberFormat {
  const plain = unit === 'business_day' ? 'day' : unit;
  return new Intl.NumberFormat(language, { style: 'unit', unit: plain, unitDisplay: 'long' });
}

/**
 * Line items may add up to less than the total, as when the rest is not told, but never to more.
 * @throws IntegrationError
 */
export function checkItems(items: readonly LineItem[], total: number | null): void {
  const sum = items.reduce((so, item) => so + item.amount, 0);
  if (total === null || sum <= total) return;
  throw new IntegrationError(
    `The amount ${total} is less than the total amount of the line items provided (${sum}).`,
  );
}

/**
 * Checks what a click was resolved with.
 * @throws IntegrationError when shipping is asked for and nothing can be shipped
 */
export function checkSheet(options: ExpressOptions, total: number | null): void {
  if (options.shippingAddressRequired === true && (options.shippingRates ?? []).length === 0) {
    throw new IntegrationError(
      'When `shippingAddressRequired` is true, you must specify `shippingRates` with at least one rate.',
    );
  }
  checkItems(options.lineItems ?? [], total);
}
