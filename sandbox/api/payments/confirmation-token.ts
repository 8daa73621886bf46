import type Stripe from 'stripe';
import { defineCollection, forbiddenState, newId, type Transaction, type Wire } from '../kernel';
import { type PaymentMethod, paymentMethods } from './payment-method';
import { PUBLIC_TOKEN_FIELDS } from './public-view';

export type ConfirmationToken = Wire<Stripe.ConfirmationToken>;

export const confirmationTokens = defineCollection<ConfirmationToken>('confirmation_token', {
  publicFields: PUBLIC_TOKEN_FIELDS,
  references: { 'payment_method_preview.customer': 'customer' },
});

/**
 * Which payment method a token stands for. A card that was typed is stored with the token, as its number is not kept,
 * but nobody is told its id until the token is used.
 */
interface TokenMethod {
  /** The token's id. */
  id: string;
  object: '_confirmation_token_method';
  method: string;
}

const tokenMethods = defineCollection<TokenMethod>('_confirmation_token_method');

/** Twelve hours, as in the example of Stripe's reference. */
const LIFETIME_SECONDS = 12 * 3600;

export interface NewConfirmationToken {
  method: PaymentMethod;
  metadata: Record<string, string>;
  return_url: string | null;
  setup_future_usage: 'off_session' | 'on_session' | null;
  shipping: ConfirmationToken['shipping'];
}

/** Makes a token that carries a payment method and what was said beside it to the one confirmation it is good for. */
export function createConfirmationToken(tx: Transaction, given: NewConfirmationToken): ConfirmationToken {
  const { method, ...told } = given;
  const created = tx.realNow();
  const token: ConfirmationToken = {
    id: newId('ctoken'),
    object: 'confirmation_token',
    created,
    expires_at: created + LIFETIME_SECONDS,
    livemode: false,
    mandate_data: null,
    payment_intent: null,
    payment_method_options: null,
    payment_method_preview: previewOf(method),
    setup_intent: null,
    use_stripe_sdk: true,
    ...told,
  };
  tx.put(tokenMethods, { id: token.id, object: '_confirmation_token_method', method: method.id });
  return tx.put(confirmationTokens, token);
}

/** The payment method without what it gets only by being one: an id, a fingerprint, and the issuer's checks. */
function previewOf(method: PaymentMethod): ConfirmationToken['payment_method_preview'] {
  const { billing_details, card, customer, customer_account, allow_redisplay } = method;
  const { tax_id: _, ...about } = billing_details;
  const preview: ConfirmationToken['payment_method_preview'] = {
    allow_redisplay: allow_redisplay ?? 'unspecified',
    billing_details: { ...about, tax_id: billing_details.tax_id ?? null },
    customer,
    customer_account,
    type: 'card',
  };
  if (!card) return preview;
  const { fingerprint: _fingerprint, ...seen } = card;
  const isNew = customer === null;
  const unchecked = { address_line1_check: null, address_postal_code_check: null, cvc_check: null };
  // The declared type of a preview knows nothing of the charge a card may come from: a card typed here has none.
  preview.card = { ...seen, checks: isNew ? unchecked : seen.checks, generated_from: null };
  return preview;
}

export interface UsedConfirmationToken {
  paymentMethod: PaymentMethod;
  returnUrl: string | null;
  setupFutureUsage: 'off_session' | 'on_session' | null;
  shipping: ConfirmationToken['shipping'];
  useStripeSdk: boolean;
}

/**
 * Uses a token up for an intent that is being confirmed, and answers what it carries. `param` names the parameter it
 * was given in. Throws 400 when there is none, or it was used or has expired. A declined attempt uses it up as well
 * (inferred); one that is refused before its payment method is tried does not, because nothing of it is kept.
 */
export function useConfirmationToken(
  tx: Transaction,
  id: string,
  param: string,
  intent: { id: string; object: 'payment_intent' | 'setup_intent' },
): UsedConfirmationToken {
  const token = tx.referenced(confirmationTokens, id, param);
  requireFresh(tx, token, param);
  const method = tx.existing(paymentMethods, tx.existing(tokenMethods, id).method);
  // The payment method comes into being now, as far as anybody can tell.
  const paymentMethod =
    method.customer === null ? tx.put(paymentMethods, { ...method, created: tx.realNow() }) : method;
  tx.put(confirmationTokens, { ...token, expires_at: null, [intent.object]: intent.id });
  return {
    paymentMethod,
    returnUrl: token.return_url,
    setupFutureUsage: usage(token.setup_future_usage),
    shipping: token.shipping,
    useStripeSdk: token.use_stripe_sdk,
  };
}

/** Messages inferred. */
function requireFresh(tx: Transaction, token: ConfirmationToken, param: string): void {
  const user = token.payment_intent ?? token.setup_intent;
  if (user !== null) {
    throw forbiddenState(
      `The ConfirmationToken ${token.id} has already been used to confirm ${user}. A ConfirmationToken can be used only once.`,
      { param },
    );
  }
  if (token.expires_at !== null && token.expires_at <= tx.realNow()) {
    throw forbiddenState(`The ConfirmationToken ${token.id} has expired. Please create a new one.`, {
      param,
    });
  }
}

const USAGES = ['off_session', 'on_session'] as const;

function usage(value: ConfirmationToken['setup_future_usage']): UsedConfirmationToken['setupFutureUsage'] {
  return USAGES.find((known) => known === value) ?? null;
}
