import type Stripe from 'stripe';
import { defineCollection, idOf, newId, type Transaction, type Wire } from '../kernel';
import type { IntentError } from './intent-error';
import type { PaymentMethod } from './payment-method';
import type { SetupIntent } from './setup-intent';

export type SetupAttempt = Wire<Stripe.SetupAttempt>;

/** Each confirmation of a setup intent is an attempt. */
export const setupAttempts = defineCollection<SetupAttempt>('setup_attempt', {
  indexes: { intent: (attempt) => idOf(attempt.setup_intent) },
  references: { customer: 'customer', payment_method: 'payment_method', setup_intent: 'setup_intent' },
});

/** Notes that a setup intent is being confirmed; what it comes to is noted by `endAttempt`. */
export function beginAttempt(tx: Transaction, intent: SetupIntent, method: PaymentMethod): SetupAttempt {
  endAttempt(tx, intent, 'abandoned');
  return tx.put(setupAttempts, {
    id: newId('setatt'),
    object: 'setup_attempt',
    application: null,
    created: tx.realNow(),
    customer: idOf(intent.customer),
    customer_account: null,
    flow_directions: null,
    livemode: false,
    on_behalf_of: null,
    payment_method: method.id,
    payment_method_details: { card: cardOf(method), type: 'card' },
    setup_error: null,
    setup_intent: intent.id,
    status: 'requires_confirmation',
    usage: intent.usage,
  });
}

/** Notes what the latest attempt came to, unless it has ended already. */
export function endAttempt(
  tx: Transaction,
  intent: SetupIntent,
  status: 'requires_action' | 'succeeded' | 'failed' | 'abandoned',
  error: IntentError | null = null,
): void {
  const id = idOf(intent.latest_attempt);
  const attempt = id === null ? undefined : tx.get(setupAttempts, id);
  if (!attempt || ['succeeded', 'failed', 'abandoned'].includes(attempt.status)) return;
  const answered = attempt.status === 'requires_action' && status !== 'abandoned';
  const details = answered
    ? challenged(attempt.payment_method_details, status === 'succeeded')
    : attempt.payment_method_details;
  tx.put(setupAttempts, { ...attempt, status, setup_error: error, payment_method_details: details });
}

type Details = SetupAttempt['payment_method_details'];

function challenged(details: Details, passed: boolean): Details {
  if (!details.card) return details;
  const three_d_secure: NonNullable<Details['card']>['three_d_secure'] = {
    authentication_flow: 'challenge',
    electronic_commerce_indicator: passed ? '05' : null,
    result: passed ? 'authenticated' : 'failed',
    result_reason: passed ? null : 'rejected',
    transaction_id: null,
    version: '2.2.0',
  };
  return { ...details, card: { ...details.card, three_d_secure } };
}

function cardOf({ id, card }: PaymentMethod): NonNullable<Details['card']> {
  if (!card) throw new Error(`Payment method ${id} is not a card.`);
  return {
    brand: card.brand,
    checks: card.checks,
    country: card.country,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    last4: card.last4,
    network: card.brand,
    three_d_secure: null,
    wallet: null,
  };
}
