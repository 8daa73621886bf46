import type { z } from 'zod';
import { type Caller, idOf, invalidRequest, mergeMetadata, type Transaction } from '../kernel';
import { type UsedConfirmationToken, useConfirmationToken } from './confirmation-token';
import { liveCustomer } from './customer';
import { beginAnew, type Life } from './intent-life';
import type { PaymentIntent } from './payment-intent';
import { paymentMethods } from './payment-method';
import { requireUsable, resolveMethod } from './payment-method-attach';
import { methodFromCard } from './payment-method-create';
import type { methodData } from './payment-method-params';
import { requireFrame } from './raw-card';
import type { SetupIntent } from './setup-intent';

type Intent = PaymentIntent | SetupIntent;
type Automatic = { enabled: boolean; allow_redirects?: 'always' | 'never' | undefined };

interface WithMethod {
  payment_method?: string | undefined;
  payment_method_data?: z.output<typeof methodData> | undefined;
}

interface Opening extends WithMethod {
  customer?: string | undefined;
  metadata?: Record<string, string> | null | undefined;
  automatic_payment_methods?: Automatic | undefined;
}

/** Who an intent is for and what it begins with. Throws 400 when the payment method is not its customer's. */
export function openingOf(tx: Transaction, given: Opening, caller: Caller) {
  const customer = given.customer === undefined ? null : liveCustomer(tx, given.customer).id;
  const named = methodNamed(tx, given, caller);
  const method = named === undefined ? null : resolveMethod(tx, named);
  if (method) requireUsable(tx, method, customer);
  const { enabled, allow_redirects = 'always' } = given.automatic_payment_methods ?? { enabled: true };
  return {
    customer,
    payment_method: method?.id ?? null,
    metadata: mergeMetadata({}, given.metadata),
    automatic: enabled ? { enabled, allow_redirects } : { enabled },
  };
}

/** The payment method a request names, made on the way when it brings a card. */
export function methodNamed(tx: Transaction, given: WithMethod, caller: Caller): string | undefined {
  const data = given.payment_method_data;
  if (data === undefined) return given.payment_method;
  requireFrame(caller);
  return methodFromCard(tx, data.card, data).id;
}

/** The intent with another payment method, which wants confirming anew. Throws 400 when it is another customer's. */
export function withMethod<Kind extends Intent>(
  tx: Transaction,
  life: Life<Kind>,
  intent: Kind,
  id: string,
): Kind {
  const method = resolveMethod(tx, id);
  requireUsable(tx, method, idOf(intent.customer));
  return beginAnew(tx, life, { ...intent, payment_method: method.id });
}

/** Throws 400 when an intent that was given to another customer still has a payment method of the one before. */
export function requireOwnMethod(tx: Transaction, intent: Intent): void {
  const id = idOf(intent.payment_method);
  if (id !== null) requireUsable(tx, tx.existing(paymentMethods, id), idOf(intent.customer));
}

interface Confirming extends WithMethod {
  confirmation_token?: string | undefined;
  return_url?: string | undefined;
  automatic_payment_methods?: Automatic | undefined;
  off_session?: unknown;
  use_stripe_sdk?: boolean | undefined;
}

/** What an intent is confirmed with. */
export interface Attempt {
  payment_method: string | undefined;
  /** What a confirmation token brought along; what the request says itself goes before it. */
  token: UsedConfirmationToken | null;
  /** Where a buyer who is sent to the bank's page comes back to; null when Stripe.js shows what the bank asks. */
  return_url: string | null;
}

/**
 * Reads what an intent is confirmed with, and uses a confirmation token up. Throws 400 when a buyer who is sent
 * elsewhere would not find the way back.
 */
export function attemptOf(tx: Transaction, intent: Intent, given: Confirming, caller: Caller): Attempt {
  const { confirmation_token: id } = given;
  const token = id === undefined ? null : useConfirmationToken(tx, id, 'confirmation_token', intent);
  requireReturnUrl(intent, given, token, caller);
  const payment_method = methodNamed(tx, given, caller) ?? token?.paymentMethod.id;
  const usesSdk = given.use_stripe_sdk ?? token?.useStripeSdk ?? caller.key === 'publishable';
  const back = given.return_url ?? token?.returnUrl ?? null;
  if (back !== null && !URL.canParse(back)) {
    throw invalidRequest('Not a valid URL', { code: 'url_invalid', param: 'return_url' });
  }
  return { payment_method, token, return_url: usesSdk ? null : back };
}

/**
 * With automatic payment methods a buyer may be sent elsewhere, so a server must say where to come back to. Stripe.js
 * asks its page for the address itself.
 */
function requireReturnUrl(
  intent: Intent,
  given: Confirming,
  token: UsedConfirmationToken | null,
  caller: Caller,
): void {
  if (caller.key === 'publishable' || given.return_url !== undefined || given.off_session !== undefined)
    return;
  if (token?.returnUrl) return;
  if (!['requires_payment_method', 'requires_confirmation'].includes(intent.status)) return;
  const automatic = given.automatic_payment_methods ?? intent.automatic_payment_methods;
  if (automatic?.enabled !== true || automatic.allow_redirects === 'never') return;
  const noun = intent.object === 'payment_intent' ? 'PaymentIntent' : 'SetupIntent';
  throw invalidRequest(
    `This ${noun} is configured to accept payment methods enabled in your Dashboard. Because some of these ` +
      "payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't " +
      'want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and ' +
      '`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.',
    { param: 'return_url' },
  );
}
