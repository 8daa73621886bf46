import { forbiddenState, idOf, type Transaction } from '../kernel';
import type { Decline } from '../kernel/errors';
import { hooks } from '../kernel/hooks';
import { challengeAction, challenges, openChallenge, wantsChallenge } from './authentication';
import type { Charge } from './charge';
import { bookCharge, makeCharge } from './charge-create';
import { decline } from './declines';
import { declineError } from './intent-error';
import { advance, type PaymentIntent } from './payment-intent';
import { memoryOf, type PaymentMethod, paymentMethods, remember } from './payment-method';
import { attachUnchecked, requireUsable, resolveMethod } from './payment-method-attach';

export interface ConfirmOptions {
  /** An id or a `pm_card_…` name; without it the intent's own payment method is used. */
  payment_method?: string | undefined;
  off_session?: boolean | undefined;
  /** `request_three_d_secure` is `any` or `challenge`. */
  challenge?: boolean | undefined;
  /** The billing side confirms by itself and looks at the outcome: no hooks are called. */
  quiet?: boolean | undefined;
}

export type PaymentOutcome =
  | { kind: 'succeeded'; intent: PaymentIntent; charge: Charge }
  | { kind: 'requires_capture'; intent: PaymentIntent; charge: Charge }
  | { kind: 'requires_action'; intent: PaymentIntent }
  | { kind: 'requires_confirmation'; intent: PaymentIntent }
  | { kind: 'declined'; intent: PaymentIntent; decline: Decline; method: PaymentMethod; charge: Charge };

const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/**
 * Confirms a payment intent: it succeeds, waits for capture or for the buyer's authentication, or is declined.
 * Throws 400 when its state or its payment method forbids it.
 */
export function confirmPaymentIntent(
  tx: Transaction,
  intent: PaymentIntent,
  options: ConfirmOptions,
): PaymentOutcome {
  requireConfirmable(intent);
  const method = methodFor(tx, intent, options.payment_method);
  requireUsable(tx, method, idOf(intent.customer));
  const memory = memoryOf(tx, method);
  const offSession = options.off_session ?? false;
  const known = tx.get(challenges, intent.id);
  const passed = known?.state === 'passed' && known.method === method.id;
  const quiet = options.quiet ?? false;
  if (passed) return settlePayment(tx, intent, method, { authentication: 'challenge', quiet });
  if (!wantsChallenge(memory, { offSession, requested: options.challenge ?? false })) {
    const frictionless = memory.behaviour.authentication === 'frictionless' && !offSession;
    return settlePayment(tx, intent, method, { authentication: frictionless ? 'frictionless' : null, quiet });
  }
  if (offSession)
    return fail(tx, intent, method, decline('authentication_required'), { authentication: null, quiet });
  return askForChallenge(tx, intent, method, quiet);
}

interface Course {
  authentication: 'challenge' | 'frictionless' | null;
  quiet: boolean;
}

/** What follows once nothing stands between the intent and the card's issuer. */
export function settlePayment(
  tx: Transaction,
  intent: PaymentIntent,
  method: PaymentMethod,
  course: Course,
): PaymentOutcome {
  const refusal = memoryOf(tx, method).behaviour.charge;
  if (refusal !== null) return fail(tx, intent, method, decline(refusal), course);
  return succeed(tx, intent, method, course);
}

function requireConfirmable(intent: PaymentIntent): void {
  if (CONFIRMABLE.includes(intent.status)) return;
  const because =
    intent.status === 'succeeded'
      ? 'it has already succeeded after being previously confirmed'
      : `it has a status of ${intent.status}`;
  throw forbiddenState(`You cannot confirm this PaymentIntent because ${because}.`, {
    code: 'payment_intent_unexpected_state',
    payment_intent: intent,
  });
}

function methodFor(tx: Transaction, intent: PaymentIntent, given: string | undefined): PaymentMethod {
  if (given !== undefined) return resolveMethod(tx, given);
  const own = idOf(intent.payment_method);
  if (own !== null) return tx.existing(paymentMethods, own);
  throw forbiddenState(
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the " +
      'PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment ' +
      'method or ConfirmationToken.',
    { code: 'payment_intent_unexpected_state', payment_intent: intent },
  );
}

function askForChallenge(
  tx: Transaction,
  intent: PaymentIntent,
  method: PaymentMethod,
  quiet: boolean,
): PaymentOutcome {
  openChallenge(tx, intent.id, method);
  const waiting = advance(tx, intent, {
    status: 'requires_action',
    payment_method: method.id,
    next_action: challengeAction(intent.id),
    last_payment_error: null,
  });
  tx.emit('payment_intent.requires_action', waiting);
  if (!quiet) hooks.paymentIntentRequiresAction(tx, waiting);
  return { kind: 'requires_action', intent: waiting };
}

function succeed(
  tx: Transaction,
  intent: PaymentIntent,
  method: PaymentMethod,
  course: Course,
): PaymentOutcome {
  const { authentication, quiet } = course;
  const charge = makeCharge(tx, { intent, method, refusal: null, authentication });
  const captured = charge.captured;
  const paid = advance(tx, intent, {
    status: captured ? 'succeeded' : 'requires_capture',
    amount_received: captured ? intent.amount : 0,
    amount_capturable: captured ? 0 : intent.amount,
    latest_charge: charge.id,
    payment_method: method.id,
    next_action: null,
    last_payment_error: null,
  });
  keepMethod(tx, paid, method);
  tx.drop(challenges, intent.id);
  if (!captured) {
    tx.emit('charge.succeeded', charge);
    tx.emit('payment_intent.amount_capturable_updated', paid);
    return { kind: 'requires_capture', intent: paid, charge };
  }
  announceSuccess(tx, paid, charge, authentication === 'challenge');
  const booked = bookCharge(tx, charge);
  if (!quiet) hooks.paymentIntentSucceeded(tx, paid);
  return { kind: 'succeeded', intent: paid, charge: booked };
}

/** After a challenge Stripe is seen to tell of the intent before the charge, otherwise after it. */
function announceSuccess(tx: Transaction, intent: PaymentIntent, charge: Charge, challenged: boolean): void {
  if (challenged) tx.emit('payment_intent.succeeded', intent);
  tx.emit('charge.succeeded', charge);
  if (!challenged) tx.emit('payment_intent.succeeded', intent);
}

/** A payment method used once without a customer is spent; with `setup_future_usage` it becomes the customer's. */
function keepMethod(tx: Transaction, intent: PaymentIntent, method: PaymentMethod): void {
  const customer = idOf(intent.customer);
  const future = intent.setup_future_usage;
  if (customer !== null && future !== null) {
    attachUnchecked(tx, method, customer);
    if (future === 'off_session') remember(tx, method, { setUp: true });
  } else if (method.customer === null) {
    remember(tx, method, { spent: true });
  }
}

function fail(
  tx: Transaction,
  intent: PaymentIntent,
  method: PaymentMethod,
  refusal: Decline,
  { authentication, quiet }: Course,
): PaymentOutcome {
  const charge = makeCharge(tx, { intent, method, refusal, authentication });
  tx.emit('charge.failed', charge);
  const failed = advance(tx, intent, {
    status: 'requires_payment_method',
    payment_method: null,
    latest_charge: charge.id,
    next_action: null,
    last_payment_error: declineError(refusal, method, charge.id),
  });
  tx.drop(challenges, intent.id);
  tx.emit('payment_intent.payment_failed', failed);
  if (!quiet) hooks.paymentIntentFailed(tx, failed);
  return { kind: 'declined', intent: failed, decline: { ...refusal, charge: charge.id }, method, charge };
}
