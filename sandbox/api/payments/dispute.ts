import type Stripe from 'stripe';
import { defineCollection, idOf, type Wire } from '../kernel';

export type Dispute = Wire<Stripe.Dispute>;

export const disputes = defineCollection<Dispute>('dispute', {
  indexes: { charge: (dispute) => idOf(dispute.charge), intent: (dispute) => idOf(dispute.payment_intent) },
  references: { charge: 'charge', payment_intent: 'payment_intent' },
});

/** Whether a bank only asks, and has not taken the money. */
export function isInquiry(dispute: Dispute): boolean {
  return dispute.status.startsWith('warning_');
}

/** Whether evidence is still waited for. */
export function needsResponse(dispute: Dispute): boolean {
  return dispute.status === 'needs_response' || dispute.status === 'warning_needs_response';
}
