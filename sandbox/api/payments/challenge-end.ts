import { idOf, type Transaction } from '../kernel';
import { type Challenge, challenges } from './authentication';
import { liveCustomer } from './customer';
import { authenticationError } from './intent-error';
import { failAttempt, unexpectedState } from './intent-life';
import type { PaymentIntent } from './payment-intent';
import { settlePayment } from './payment-intent-confirm';
import { paymentLife } from './payment-life';
import { paymentMethods } from './payment-method';
import type { SetupIntent } from './setup-intent';
import { finishSetup } from './setup-intent-confirm';
import { setupLife } from './setup-life';

/** What the buyer chose in the bank's challenge. */
export type Outcome = 'succeed' | 'fail';

/** What a payment comes to once its buyer has answered. Throws 400 when it waits for no answer. */
export function endPayment(tx: Transaction, intent: PaymentIntent, outcome: Outcome): PaymentIntent {
  const challenge = openOne(tx, intent);
  const method = tx.existing(paymentMethods, challenge.method);
  if (outcome === 'fail') {
    return failAttempt(tx, paymentLife, intent, authenticationError('payment_intent', method), false);
  }
  if (intent.confirmation_method !== 'manual') {
    return settlePayment(tx, intent, method, { authentication: 'challenge', quiet: false }).intent;
  }
  tx.put(challenges, { ...challenge, state: 'passed' });
  return paymentLife.take(tx, intent, { status: 'requires_confirmation', next_action: null });
}

/** What a setup comes to once its buyer has answered. Throws 400 when it waits for no answer. */
export function endSetup(tx: Transaction, intent: SetupIntent, outcome: Outcome): SetupIntent {
  const method = tx.existing(paymentMethods, openOne(tx, intent).method);
  if (outcome === 'succeed') return finishSetup(tx, intent, method, false).intent;
  return failAttempt(tx, setupLife, intent, authenticationError('setup_intent', method), false);
}

/** The challenge that is open. Throws 400 when there is none, e.g. because it was answered before. */
function openOne(tx: Transaction, intent: PaymentIntent | SetupIntent): Challenge {
  const challenge = tx.get(challenges, intent.id);
  const customer = idOf(intent.customer);
  if (customer !== null) liveCustomer(tx, customer);
  const isOpen = challenge?.state === 'open' && idOf(intent.payment_method) === challenge.method;
  if (isOpen && intent.status === 'requires_action') return challenge;
  throw unexpectedState(
    intent,
    `This intent is not waiting for authentication: it has a status of ${intent.status}.`,
  );
}
