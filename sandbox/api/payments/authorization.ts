import { defineCollection, type Transaction } from '../kernel';
import type { PaymentIntent } from './payment-intent';

/**
 * Money that an issuer has reserved for an intent until it is captured; its id is the intent's. A record of its own
 * because it lapses by the real clock, even where the customer lives on a test clock.
 */
export interface Authorization {
  id: string;
  object: '_authorization';
  /** Unix seconds. */
  lapses_at: number;
}

export const authorizations = defineCollection<Authorization>('_authorization');

/** How long an issuer keeps money for a card payment, in seconds: seven days. */
export const AUTHORIZATION_SECONDS = 7 * 24 * 3600;

/** The issuer has reserved a charge's money. */
export function holdAuthorization(tx: Transaction, intent: PaymentIntent): void {
  const lapses_at = tx.ownNow() + AUTHORIZATION_SECONDS;
  tx.put(authorizations, { id: intent.id, object: '_authorization', lapses_at });
}
