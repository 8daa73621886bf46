import { forbiddenState, idOf, type Transaction } from '../kernel';
import { challenges, type NextAction, openChallenge } from './authentication';
import { liveCustomer } from './customer';
import type { IntentError } from './intent-error';
import type { PaymentIntent } from './payment-intent';
import { type PaymentMethod, paymentMethods } from './payment-method';
import { requireUsable, resolveMethod } from './payment-method-attach';
import type { SetupIntent } from './setup-intent';

type Intent = PaymentIntent | SetupIntent;

/** A step that payment and setup intents take alike. */
export interface Step {
  status: 'requires_payment_method' | 'requires_confirmation' | 'requires_action' | 'canceled';
  payment_method?: string | null;
  next_action?: NextAction | null;
  /** What the last attempt ended in; null forgets it. */
  error?: IntentError | null;
  cancellation_reason?: string | null;
}

/**
 * What payment and setup intents do not have in common, so that their life is told once: an intent needs a payment
 * method, then to be confirmed, then perhaps its buyer; an attempt that fails takes it back to the beginning.
 */
export interface Life<Kind extends Intent> {
  readonly noun: 'PaymentIntent' | 'SetupIntent';
  /** The statuses in which it may be confirmed, or canceled. */
  readonly allows: Record<'confirm' | 'cancel', readonly string[]>;
  /** Stores the intent after a step. */
  take(tx: Transaction, intent: Kind, step: Step): Kind;
  /** Emits the step's event and, unless it is quiet, tells the billing side. */
  tell(tx: Transaction, intent: Kind, news: 'requires_action' | 'failed' | 'canceled', quiet: boolean): void;
}

/** Throws 400 when the intent's status forbids what is asked of it. */
export function requireAllowed<Kind extends Intent>(
  life: Life<Kind>,
  intent: Kind,
  verb: 'confirm' | 'cancel',
): void {
  const allowed = life.allows[verb];
  if (allowed.includes(intent.status)) return;
  const because =
    verb === 'confirm' && intent.status === 'succeeded'
      ? 'it has already succeeded after being previously confirmed'
      : `it has a status of ${intent.status}. Only a ${life.noun} with one of the following statuses may be ` +
        `${verb}ed: ${allowed.join(', ')}`;
  throw unexpectedState(intent, `You cannot ${verb} this ${life.noun} because ${because}.`);
}

/**
 * The payment method to confirm with: the one given (an id or a `pm_card_…` name), else the intent's own. Throws 400
 * when there is none or its customer is another's.
 */
export function methodToConfirm<Kind extends Intent>(
  tx: Transaction,
  life: Life<Kind>,
  intent: Kind,
  given: string | undefined,
): PaymentMethod {
  const own = idOf(intent.payment_method);
  const method =
    given !== undefined ? resolveMethod(tx, given) : own === null ? null : tx.existing(paymentMethods, own);
  if (!method) {
    throw unexpectedState(
      intent,
      `You cannot confirm this ${life.noun} because it's missing a payment method. You can either update the ` +
        `${life.noun} with a payment method and then confirm it again, or confirm it again directly with a payment ` +
        'method or ConfirmationToken.',
    );
  }
  const customer = idOf(intent.customer);
  // It may have been deleted since the intent was made (that it is refused is inferred).
  if (customer !== null) liveCustomer(tx, customer);
  requireUsable(tx, method, customer);
  return method;
}

/** The intent waits until its buyer has answered the bank. */
export function awaitBuyer<Kind extends Intent>(
  tx: Transaction,
  life: Life<Kind>,
  intent: Kind,
  method: PaymentMethod,
  {
    return_url = null,
    quiet = false,
  }: { return_url?: string | null | undefined; quiet?: boolean | undefined },
): Kind {
  const waiting = life.take(tx, intent, {
    status: 'requires_action',
    payment_method: method.id,
    next_action: openChallenge(tx, intent.id, method, return_url),
    error: null,
  });
  life.tell(tx, waiting, 'requires_action', quiet);
  return waiting;
}

/** An attempt has failed: the intent wants another payment method. */
export function failAttempt<Kind extends Intent>(
  tx: Transaction,
  life: Life<Kind>,
  intent: Kind,
  error: IntentError,
  quiet: boolean,
): Kind {
  tx.drop(challenges, intent.id);
  const failed = life.take(tx, intent, {
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    error,
  });
  life.tell(tx, failed, 'failed', quiet);
  return failed;
}

/** Another payment method was named, or other terms: whatever was under way is over, and it wants confirming anew. */
export function beginAnew<Kind extends Intent>(tx: Transaction, life: Life<Kind>, intent: Kind): Kind {
  tx.drop(challenges, intent.id);
  const status = intent.payment_method === null ? 'requires_payment_method' : 'requires_confirmation';
  return life.take(tx, intent, { status, next_action: null, error: null });
}

/** Ends an intent that did not come to its aim. Throws 400 when it is too late. */
export function cancelIntent<Kind extends Intent>(
  tx: Transaction,
  life: Life<Kind>,
  intent: Kind,
  reason: string | null,
): Kind {
  requireAllowed(life, intent, 'cancel');
  tx.drop(challenges, intent.id);
  const canceled = life.take(tx, intent, {
    status: 'canceled',
    cancellation_reason: reason,
    next_action: null,
  });
  life.tell(tx, canceled, 'canceled', false);
  return canceled;
}

/** 400: the intent's status forbids what was asked; the intent comes with the error. */
export function unexpectedState(intent: Intent, message: string) {
  const about = intent.object === 'payment_intent' ? { payment_intent: intent } : { setup_intent: intent };
  return forbiddenState(message, { code: `${intent.object}_unexpected_state`, ...about });
}
