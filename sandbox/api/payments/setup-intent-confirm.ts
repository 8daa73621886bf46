import { forbiddenState, idOf, type Transaction } from '../kernel';
import type { Decline } from '../kernel/errors';
import { hooks } from '../kernel/hooks';
import { challengeAction, challenges, openChallenge, wantsChallenge } from './authentication';
import { decline } from './declines';
import { declineError } from './intent-error';
import { memoryOf, type PaymentMethod, paymentMethods, remember } from './payment-method';
import { attachUnchecked, requireUsable, resolveMethod } from './payment-method-attach';
import { advanceSetup, type SetupIntent } from './setup-intent';

export interface SetupOptions {
  /** An id or a `pm_card_…` name; without it the intent's own payment method is used. */
  payment_method?: string | undefined;
  /** `request_three_d_secure` is `any` or `challenge`. */
  challenge?: boolean | undefined;
  /** The billing side confirms by itself and looks at the outcome: no hooks are called. */
  quiet?: boolean | undefined;
}

export type SetupOutcome =
  | { kind: 'succeeded'; intent: SetupIntent }
  | { kind: 'requires_action'; intent: SetupIntent }
  | { kind: 'declined'; intent: SetupIntent; decline: Decline; method: PaymentMethod };

const OPEN = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/**
 * Confirms a setup intent: the payment method is set up, waits for its buyer's authentication, or is declined.
 * Throws 400 when the intent's state or its payment method forbids it.
 */
export function confirmSetupIntent(
  tx: Transaction,
  intent: SetupIntent,
  options: SetupOptions,
): SetupOutcome {
  requireOpen(intent, 'confirm');
  const method = methodFor(tx, intent, options.payment_method);
  requireUsable(tx, method, idOf(intent.customer));
  const memory = memoryOf(tx, method);
  const quiet = options.quiet ?? false;
  const refusal = memory.behaviour.setup;
  if (refusal !== null) return fail(tx, intent, method, decline(refusal));
  if (!wantsChallenge(memory, { offSession: false, requested: options.challenge ?? false })) {
    return finishSetup(tx, intent, method, quiet);
  }
  openChallenge(tx, intent.id, method);
  const waiting = advanceSetup(tx, intent, {
    status: 'requires_action',
    payment_method: method.id,
    next_action: challengeAction(intent.id),
    last_setup_error: null,
  });
  tx.emit('setup_intent.requires_action', waiting);
  return { kind: 'requires_action', intent: waiting };
}

/** The payment method is set up, and the customer's when there is one. */
export function finishSetup(
  tx: Transaction,
  intent: SetupIntent,
  method: PaymentMethod,
  quiet: boolean,
): SetupOutcome {
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
  requireOpen(intent, 'cancel');
  tx.drop(challenges, intent.id);
  const canceled = advanceSetup(tx, intent, {
    status: 'canceled',
    cancellation_reason: reason,
    next_action: null,
  });
  tx.emit('setup_intent.canceled', canceled);
  return canceled;
}

function requireOpen(intent: SetupIntent, verb: 'confirm' | 'cancel'): void {
  if (OPEN.includes(intent.status)) return;
  const because =
    verb === 'confirm' && intent.status === 'succeeded'
      ? 'it has already succeeded'
      : `it has a status of ${intent.status}. Only a SetupIntent with one of the following statuses may be ${verb}ed: ${OPEN.join(', ')}`;
  throw forbiddenState(`You cannot ${verb} this SetupIntent because ${because}.`, {
    code: 'setup_intent_unexpected_state',
    setup_intent: intent,
  });
}

function methodFor(tx: Transaction, intent: SetupIntent, given: string | undefined): PaymentMethod {
  if (given !== undefined) return resolveMethod(tx, given);
  const own = idOf(intent.payment_method);
  if (own !== null) return tx.existing(paymentMethods, own);
  throw forbiddenState(
    "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a " +
      'payment method and then confirm it again.',
    { code: 'setup_intent_unexpected_state', setup_intent: intent },
  );
}

function fail(tx: Transaction, intent: SetupIntent, method: PaymentMethod, refusal: Decline): SetupOutcome {
  const failed = advanceSetup(tx, intent, {
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    last_setup_error: declineError(refusal, method, null),
  });
  tx.drop(challenges, intent.id);
  tx.emit('setup_intent.setup_failed', failed);
  return { kind: 'declined', intent: failed, decline: refusal, method };
}
