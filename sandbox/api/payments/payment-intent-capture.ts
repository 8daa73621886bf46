import { defineDuties, invalidRequest, type Transaction } from '../kernel';
import { hooks } from '../kernel/hooks';
import { authorizations } from './authorization';
import { type Charge, charges } from './charge';
import { bookCharge } from './charge-settle';
import { cancelIntent, requireAllowed, unexpectedState } from './intent-life';
import { advance, type PaymentIntent, paymentIntents } from './payment-intent';
import { paymentLife } from './payment-life';
import { paymentMethods } from './payment-method';

/**
 * Takes what was authorized, or less; the rest goes back to the buyer without a refund. Throws 400 when there is
 * nothing to capture or not so much.
 * @param amount in minor units; all of it when undefined
 */
export function capturePaymentIntent(
  tx: Transaction,
  intent: PaymentIntent,
  amount: number | undefined,
): PaymentIntent {
  if (intent.status !== 'requires_capture') {
    throw unexpectedState(
      intent,
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent ` +
        'with one of the following statuses may be captured: requires_capture.',
    );
  }
  const taken = amount ?? intent.amount_capturable;
  if (taken > intent.amount_capturable) {
    throw invalidRequest(
      `The requested capture amount is greater than the amount you can capture for this charge.`,
      { code: 'amount_too_large', param: 'amount_to_capture' },
    );
  }
  const captured: Charge = { ...chargeOf(tx, intent), captured: true, amount_captured: taken };
  tx.put(charges, captured);
  tx.drop(authorizations, intent.id);
  tx.emit('charge.captured', captured);
  const paid = advance(tx, intent, { status: 'succeeded', amount_received: taken, amount_capturable: 0 });
  tx.emit('payment_intent.succeeded', paid);
  bookCharge(tx, captured, tx.existing(paymentMethods, captured.payment_method ?? ''));
  hooks.paymentIntentSucceeded(tx, paid);
  return paid;
}

/** Ends an intent that was not paid; an authorization is given back. Throws 400 when it is too late. */
export function cancelPaymentIntent(
  tx: Transaction,
  intent: PaymentIntent,
  reason: PaymentIntent['cancellation_reason'],
): PaymentIntent {
  requireAllowed(paymentLife, intent, 'cancel');
  tx.drop(authorizations, intent.id);
  return cancelIntent(tx, paymentLife, intent, reason);
}

defineDuties(authorizations, {
  due: (_tx, { lapses_at }) => [{ kind: 'payment_intent.expire', at: lapses_at }],
  run: {
    'payment_intent.expire'(tx, { id }) {
      const intent = tx.existing(paymentIntents, id);
      tx.emit('charge.expired', chargeOf(tx, intent));
      cancelPaymentIntent(tx, intent, 'expired');
    },
  },
});

function chargeOf(tx: Transaction, intent: PaymentIntent): Charge {
  if (typeof intent.latest_charge !== 'string') throw new Error(`${intent.id} has no charge to capture.`);
  return tx.existing(charges, intent.latest_charge);
}
