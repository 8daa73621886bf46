import type Stripe from 'stripe';
import type { DisputeRecord } from '../../../records';
import { dateOf, idOf, rawOf } from './fields';

/** @param dispute read with `payment_intent` expanded: a dispute does not name the customer itself */
export function toDispute(dispute: Stripe.Dispute): DisputeRecord {
  const { payment_intent: intent } = dispute;
  return {
    kind: 'dispute',
    id: dispute.id,
    customerId: typeof intent === 'object' ? idOf(intent?.customer) : null,
    paymentId: idOf(intent),
    chargeId: idOf(dispute.charge),
    status: dispute.status,
    reason: dispute.reason,
    currency: dispute.currency,
    amount: dispute.amount,
    evidenceDueBy: dateOf(dispute.evidence_details.due_by),
    created: dateOf(dispute.created),
    raw: rawOf(dispute, ['payment_intent']),
  };
}
