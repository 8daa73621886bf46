import { idOf, type Transaction } from '../kernel';
import type { Decline } from '../kernel/errors';
import { hooks } from '../kernel/hooks';
import { challenges, wantsChallenge } from './authentication';
import { decline } from './declines';
import { declineError } from './intent-error';
import { awaitBuyer, cancelIntent, failAttempt, methodToConfirm, requireAllowed } from './intent-life';
import { memoryOf, type PaymentMethod, remember } from './payment-method';
import { attachUnchecked } from './payment-method-attach';
import { beginAttempt, endAttempt } from './setup-attempt';
import { advanceSetup, type SetupIntent } from './setup-intent';
import { setupLife } from './setup-life';

export interface SetupOptions {
  /** An id or a `pm_card_…` name; without it the intent's own payment method is used. */
  payment_method?: string | undefined;
  /** Where a buyer who is sent to the bank's page comes back to; without it Stripe.js shows what the bank asks. */
  return_url?: string | null | undefined;
  /** `request_three_d_secure` is `any` or `challenge`. */
  challenge?: boolean | undefined;
  /** The billing side confirms by itself and looks at the outcome: no hooks are called. */
  quiet?: boolean | undefined;
}

export type SetupOutcome =
  | { kind: 'succeeded'; intent: SetupIntent }
  | { kind: 'requires_action'; intent: SetupIntent }
  | { kind: 'declined'; intent: SetupIntent; decline: Decline; method: PaymentMethod };

/**
 * Confirms a setup intent: the payment method is set up, waits for its buyer's authentication, or is declined.
 * Throws 400 when the intent's state or its payment method forbids it.
 */
export function confirmSetupIntent(
  tx: Transaction,
  intent: SetupIntent,
  options: SetupOptions,
): SetupOutcome {
  requireAllowed(setupLife, intent, 'confirm');
  const method = methodToConfirm(tx, setupLife, intent, options.payment_method);
  const { challenge: requested = false, quiet = false } = options;
  const memory = memoryOf(tx, method);
  const tried = advanceSetup(tx, intent, { latest_attempt: beginAttempt(tx, intent, method).id });
  if (memory.behaviour.setup !== null) {
    const refusal = decline(memory.behaviour.setup);
    const failed = failAttempt(tx, setupLife, tried, declineError(refusal, method, null), quiet);
    return { kind: 'declined', intent: failed, decline: refusal, method };
  }
  if (wantsChallenge(memory, { offSession: false, requested })) {
    return { kind: 'requires_action', intent: awaitBuyer(tx, setupLife, tried, method, options) };
  }
  return finishSetup(tx, tried, method, quiet);
}

/** The payment method is set up, and the customer's when there is one. */
export function finishSetup(
  tx: Transaction,
  intent: SetupIntent,
  method: PaymentMethod,
  quiet: boolean,
): SetupOutcome {
  endAttempt(tx, intent, 'succeeded');
  const done = advanceSetup(tx, intent, {
    status: 'succeeded',
    payment_method: method.id,
    next_action: null,
    last_setup_error: null,
  });
  remember(tx, method, { setUp: true });
  tx.drop(challenges, intent.id);
  const customer = idOf(intent.customer);
  if (customer !== null) attachUnchecked(tx, method, customer);
  tx.emit('setup_intent.succeeded', done);
  if (!quiet) hooks.setupIntentSucceeded(tx, done);
  return { kind: 'succeeded', intent: done };
}

/** Ends a setup intent. Throws 400 when it has ended already. */
export function cancelSetupIntent(
  tx: Transaction,
  intent: SetupIntent,
  reason: SetupIntent['cancellation_reason'],
): SetupIntent {
  return cancelIntent(tx, setupLife, intent, reason);
}
