import { forbiddenState, invalidRequest, type Transaction } from '../kernel';
import { hooks } from '../kernel/hooks';
import { challenges } from './authentication';
import { type Charge, charges } from './charge';
import { bookCharge } from './charge-create';
import { advance, type PaymentIntent } from './payment-intent';

/** Takes what was authorized, or less. Throws 400 when there is nothing to capture or not so much. */
export function capturePaymentIntent(
  tx: Transaction,
  intent: PaymentIntent,
  amount: number | undefined,
): PaymentIntent {
  if (intent.status !== 'requires_capture') {
    throw forbiddenState(
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent ` +
        'with one of the following statuses may be captured: requires_capture.',
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    );
  }
  const taken = amount ?? intent.amount_capturable;
  if (taken > intent.amount_capturable) {
    throw invalidRequest(
      'The requested capture amount is greater than the amount you can capture for this charge.',
      {
        code: 'amount_too_large',
        param: 'amount_to_capture',
      },
    );
  }
  const left = intent.amount_capturable - taken;
  const captured: Charge = {
    ...chargeOf(tx, intent),
    captured: true,
    amount_captured: taken,
    amount_refunded: left,
  };
  tx.put(charges, captured);
  tx.emit('charge.captured', captured);
  const paid = advance(tx, intent, { status: 'succeeded', amount_received: taken, amount_capturable: 0 });
  tx.emit('payment_intent.succeeded', paid);
  bookCharge(tx, captured);
  hooks.paymentIntentSucceeded(tx, paid);
  return paid;
}

const CANCELABLE = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
  'processing',
];

/** Ends an intent that was not paid; an authorization is given back. Throws 400 when it is too late. */
export function cancelPaymentIntent(
  tx: Transaction,
  intent: PaymentIntent,
  reason: PaymentIntent['cancellation_reason'],
): PaymentIntent {
  if (!CANCELABLE.includes(intent.status)) {
    throw forbiddenState(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with ` +
        `one of the following statuses may be canceled: ${CANCELABLE.join(', ')}.`,
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    );
  }
  if (intent.status === 'requires_capture') releaseAuthorization(tx, intent);
  const canceled = advance(tx, intent, {
    status: 'canceled',
    canceled_at: tx.now(),
    cancellation_reason: reason,
    amount_capturable: 0,
    next_action: null,
  });
  tx.drop(challenges, intent.id);
  tx.emit('payment_intent.canceled', canceled);
  hooks.paymentIntentCanceled(tx, canceled);
  return canceled;
}

function releaseAuthorization(tx: Transaction, intent: PaymentIntent): void {
  const charge = chargeOf(tx, intent);
  const released: Charge = { ...charge, refunded: true, amount_refunded: charge.amount };
  tx.put(charges, released);
  tx.emit('charge.refunded', released, { amount_refunded: 0, refunded: false });
}

function chargeOf(tx: Transaction, intent: PaymentIntent): Charge {
  if (typeof intent.latest_charge !== 'string') throw new Error(`${intent.id} has no charge to capture.`);
  return tx.existing(charges, intent.latest_charge);
}
