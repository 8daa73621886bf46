import { invalidRequest } from '../kernel';

/** Stripe's minimum charges in minor units, and how it writes them. */
const MINIMUM: Record<string, { amount: number; text: string }> = {
  usd: { amount: 50, text: '$0.50 usd' },
  eur: { amount: 50, text: '€0.50 eur' },
  gbp: { amount: 30, text: '£0.30 gbp' },
  jpy: { amount: 50, text: '¥50 jpy' },
};

/** Throws 400 `amount_too_small` for less than Stripe charges at all. */
export function requireMinimum(amount: number, currency: string): void {
  const minimum = MINIMUM[currency];
  if (!minimum || amount >= minimum.amount) return;
  throw invalidRequest(`Amount must be at least ${minimum.text}`, {
    code: 'amount_too_small',
    param: 'amount',
  });
}
