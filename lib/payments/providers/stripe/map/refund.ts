import type Stripe from 'stripe';
import type { RefundRecord } from '../../../records';
import { dateOf, idOf, rawOf } from './fields';

/** @param refund read with `payment_intent` as an id or expanded */
export function toRefund(refund: Stripe.Refund): RefundRecord {
  const { payment_intent: intent } = refund;
  const payer = typeof intent === 'object' ? intent?.customer : null;
  return {
    kind: 'refund',
    id: refund.id,
    customerId: idOf(refund.customer) ?? idOf(payer),
    paymentId: idOf(intent),
    chargeId: idOf(refund.charge),
    status: refund.status,
    reason: refund.reason,
    failureReason: refund.failure_reason ?? null,
    currency: refund.currency,
    amount: refund.amount,
    created: dateOf(refund.created),
    raw: rawOf(refund, ['payment_intent']),
  };
}
