import type Stripe from 'stripe';
import type { PaymentMethodRecord, PaymentRecord } from '../../../records';
import { dateOf, idOf, rawOf } from './fields';

/** @param intent read with `latest_charge` expanded */
export function toPayment(intent: Stripe.PaymentIntent): PaymentRecord {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  return {
    kind: 'payment',
    id: intent.id,
    customerId: idOf(intent.customer),
    operationId: intent.metadata.operation_id ?? null,
    lookupKey: intent.metadata.lookup_key ?? null,
    status: intent.status,
    currency: intent.currency,
    amount: intent.amount,
    amountReceived: intent.amount_received,
    amountRefunded: charge?.amount_refunded ?? 0,
    paymentMethodId: idOf(intent.payment_method),
    cardBrand: charge?.payment_method_details?.card?.brand ?? null,
    cardLast4: charge?.payment_method_details?.card?.last4 ?? null,
    description: intent.description,
    declineCode: intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? null,
    paidAt: intent.status === 'succeeded' ? dateOf(charge?.created ?? intent.created) : null,
    created: dateOf(intent.created),
    raw: rawOf(intent, ['payment_method']),
  };
}

export function toPaymentMethod(method: Stripe.PaymentMethod): PaymentMethodRecord {
  return {
    kind: 'payment_method',
    id: method.id,
    customerId: idOf(method.customer),
    type: method.type,
    brand: method.card?.brand ?? null,
    last4: method.card?.last4 ?? null,
    expMonth: method.card?.exp_month ?? null,
    expYear: method.card?.exp_year ?? null,
    fingerprint: method.card?.fingerprint ?? null,
    created: dateOf(method.created),
    raw: rawOf(method),
  };
}
