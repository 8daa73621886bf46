import { findSellable } from '../domain/catalog';
import type { PaymentRow } from './payment-view';

/**
 * The credits left by succeeded one-off payments: each pack's credits, less the share of its price that was refunded. In
 * integers, rounded down for each payment, so that no sum of small refunds leaves a credit behind that nobody paid for.
 */
export function creditsOf(payments: readonly PaymentRow[]): number {
  let credits = 0n;
  for (const { lookupKey, status, amountReceived, amountRefunded } of payments) {
    const sold = lookupKey ? findSellable(lookupKey) : null;
    if (sold?.kind !== 'pack' || status !== 'succeeded' || amountReceived <= 0n) continue;
    const kept = amountRefunded < amountReceived ? amountReceived - amountRefunded : 0n;
    credits += (BigInt(sold.pack.credits) * kept) / amountReceived;
  }
  return Number(credits);
}
