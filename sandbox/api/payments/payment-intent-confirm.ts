import { idOf, invalidRequest, type Transaction } from '../kernel';
import type { Decline } from '../kernel/errors';
import { hooks } from '../kernel/hooks';
import { type Authentication3ds, challenges, wantsChallenge } from './authentication';
import { holdAuthorization } from './authorization';
import type { Charge } from './charge';
import { makeCharge } from './charge-create';
import { bookCharge } from './charge-settle';
import { decline } from './declines';
import { declineError } from './intent-error';
import { awaitBuyer, failAttempt, methodToConfirm, requireAllowed } from './intent-life';
import { advance, futureUse, isCapturedByHand, type PaymentIntent } from './payment-intent';
import { paymentLife } from './payment-life';
import { memoryOf, type PaymentMethod, remember } from './payment-method';
import { attachUnchecked } from './payment-method-attach';

export interface ConfirmOptions {
  /** An id or a `pm_card_…` name; without it the intent's own payment method is used. */
  payment_method?: string | undefined;
  /** The buyer is not there to answer the bank. */
  off_session?: boolean | undefined;
  /** The buyer may be there, but must not be asked: `error_on_requires_action`. */
  no_action?: boolean | undefined;
  /** Where a buyer who is sent to the bank's page comes back to; without it Stripe.js shows what the bank asks. */
  return_url?: string | null | undefined;
  /** `request_three_d_secure` is `any` or `challenge`. */
  challenge?: boolean | undefined;
  /** The billing side confirms by itself and looks at the outcome: no hooks are called. */
  quiet?: boolean | undefined;
}

export type PaymentOutcome =
  | { kind: 'succeeded'; intent: PaymentIntent; charge: Charge }
  | { kind: 'requires_capture'; intent: PaymentIntent; charge: Charge }
  | { kind: 'requires_action'; intent: PaymentIntent }
  | { kind: 'declined'; intent: PaymentIntent; decline: Decline; method: PaymentMethod; charge: Charge };

/**
 * Confirms a payment intent: it succeeds, waits for capture or for the buyer's authentication, or is declined.
 * Throws 400 when its state or its payment method forbids it.
 */
export function confirmPaymentIntent(
  tx: Transaction,
  intent: PaymentIntent,
  options: ConfirmOptions,
): PaymentOutcome {
  requireAllowed(paymentLife, intent, 'confirm');
  const method = methodToConfirm(tx, paymentLife, intent, options.payment_method);
  requireCardDescriptor(intent);
  const memory = memoryOf(tx, method);
  const { off_session: offSession = false, challenge: requested = false, quiet = false } = options;
  const known = tx.get(challenges, intent.id);
  // With manual confirmation the buyer has answered before the server confirms once more.
  if (known?.state === 'passed' && known.method === method.id) {
    return settlePayment(tx, intent, method, { authentication: 'challenge', quiet });
  }
  if (wantsChallenge(memory, { offSession, requested })) {
    if (!offSession && !options.no_action) {
      return { kind: 'requires_action', intent: awaitBuyer(tx, paymentLife, intent, method, options) };
    }
    return fail(tx, intent, method, decline('authentication_required'), { authentication: null, quiet });
  }
  const frictionless = memory.behaviour.authentication === 'frictionless' && !offSession;
  return settlePayment(tx, intent, method, { authentication: frictionless ? 'frictionless' : null, quiet });
}

interface Course {
  authentication: Authentication3ds | null;
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
  return isCapturedByHand(intent) ? authorize(tx, intent, method, course) : pay(tx, intent, method, course);
}

/** Stripe takes `statement_descriptor` for other payment methods only; that it says so here is inferred. */
function requireCardDescriptor(intent: PaymentIntent): void {
  if (intent.statement_descriptor === null) return;
  throw invalidRequest(
    'The `statement_descriptor` parameter is not supported for card payments. Use `statement_descriptor_suffix` instead.',
    { param: 'statement_descriptor' },
  );
}

/** The money is reserved until it is captured, or for a week. */
function authorize(
  tx: Transaction,
  intent: PaymentIntent,
  method: PaymentMethod,
  course: Course,
): PaymentOutcome {
  const charge = makeCharge(tx, { intent, method, refusal: null, authentication: course.authentication });
  const held = advance(tx, intent, {
    ...charged(charge, method),
    status: 'requires_capture',
    amount_capturable: intent.amount,
  });
  keepMethod(tx, held, method);
  tx.drop(challenges, intent.id);
  holdAuthorization(tx, held);
  tx.emit('charge.succeeded', charge);
  tx.emit('payment_intent.amount_capturable_updated', held);
  return { kind: 'requires_capture', intent: held, charge };
}

function pay(tx: Transaction, intent: PaymentIntent, method: PaymentMethod, course: Course): PaymentOutcome {
  const { authentication, quiet } = course;
  const charge = makeCharge(tx, { intent, method, refusal: null, authentication });
  const paid = advance(tx, intent, {
    ...charged(charge, method),
    status: 'succeeded',
    amount_received: intent.amount,
  });
  keepMethod(tx, paid, method);
  tx.drop(challenges, intent.id);
  announceSuccess(tx, paid, charge, authentication === 'challenge');
  const booked = bookCharge(tx, charge, method);
  if (!quiet) hooks.paymentIntentSucceeded(tx, paid);
  return { kind: 'succeeded', intent: paid, charge: booked };
}

function charged(charge: Charge, method: PaymentMethod): Partial<PaymentIntent> {
  return {
    latest_charge: charge.id,
    payment_method: method.id,
    next_action: null,
    last_payment_error: null,
  };
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
  const future = futureUse(intent);
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
  const tried = advance(tx, intent, { latest_charge: charge.id });
  const error = declineError(refusal, method, charge.id);
  const failed = failAttempt(tx, paymentLife, tried, error, quiet);
  return { kind: 'declined', intent: failed, decline: { ...refusal, charge: charge.id }, method, charge };
}
