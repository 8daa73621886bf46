import type { StripeError } from '@stripe/stripe-js';
import type { ApiAnswer, Intent } from '../api/answer';
import { type ApiAccess, confirmIntent, type IntentKind, retrieveIntent } from '../api/client';
import { type ClientSecret, parseClientSecretOf } from '../api/client-secret';
import type { Collected } from '../elements/collected';
import type { ElementsGroup } from '../elements/elements-group';
import type { CardSource } from '../elements/payment-element';
import { IntegrationError } from '../integration-error';
import type { Pairs } from '../link/requests';
import type { Language } from '../locale/language';
import { cardPairs } from './card-params';
import { connectionError, errorFromIntent } from './errors';
import { performNextAction } from './next-action';
import { checkReturnUrl, leaveFor, returnAddress } from './redirect';

/** The options of `confirmPayment` and `confirmSetup`, of which the public types are stricter views. */
export interface ConfirmOptions {
  readonly elements?: ElementsGroup | null;
  readonly clientSecret?: string;
  readonly confirmParams?: Readonly<Record<string, unknown>>;
  readonly redirect?: 'always' | 'if_required';
}

export interface ConfirmContext {
  readonly access: ApiAccess;
  readonly language: Language;
}

export type Confirmed =
  | { readonly intent: Intent; readonly error?: undefined }
  | { readonly error: StripeError };

/**
 * Confirms an intent with the card in its Payment Element, or with a saved payment method, and sees it through
 * authentication. Answers the intent or the error; with `redirect: 'always'` a success leaves the page instead.
 */
export async function confirm(
  context: ConfirmContext,
  kind: IntentKind,
  options: ConfirmOptions,
): Promise<Confirmed> {
  const method = kind === 'payment_intent' ? 'stripe.confirmPayment()' : 'stripe.confirmSetup()';
  const plan = readOptions(kind, options, method);
  const invalid = await plan.elements?.submit();
  if (invalid?.error) return { error: invalid.error };
  const answer = await sendConfirmation(context, plan);
  const settled = await settle(context, plan.secret, answer);
  if (settled.error !== undefined || plan.returnUrl === null) return settled;
  return leaveFor(returnAddress(plan.returnUrl, settled.intent));
}

interface Plan {
  readonly secret: ClientSecret;
  readonly elements: ElementsGroup | null;
  readonly pairs: Pairs;
  /** Where to go after a success; null to stay. */
  readonly returnUrl: string | null;
}

function readOptions(kind: IntentKind, options: ConfirmOptions, method: string): Plan {
  const elements = options.elements ?? null;
  const params = options.confirmParams ?? {};
  if (elements !== null) checkElements(elements, options, method);
  else if (params.payment_method === undefined && options.clientSecret === undefined) {
    throw new IntegrationError(`${method}: you must provide either \`elements\` or \`clientSecret\`.`);
  }
  const staysHere = options.redirect === 'if_required';
  if (!staysHere || params.return_url !== undefined) checkReturnUrl(params.return_url, method);
  const clientSecret = options.clientSecret ?? elements?.clientSecret?.secret;
  const secret = parseClientSecretOf(kind, clientSecret, method);
  if (elements?.isDeferred && !elements.hasSubmitted) {
    throw new IntegrationError(`elements.submit() must be called before ${method}.`);
  }
  return {
    secret,
    elements,
    returnUrl: staysHere ? null : checkReturnUrl(params.return_url, method),
    pairs: cardPairs(
      { ...params, client_secret: secret.secret, use_stripe_sdk: true },
      collectedFor(kind, elements),
    ),
  };
}

/** A payment method that exists has its own details, and nothing is shipped where a card is only being saved. */
function collectedFor(kind: IntentKind, elements: ElementsGroup | null): Collected {
  const { billing, shipping } = elements?.collected ?? { billing: {}, shipping: null };
  return { billing, shipping: kind === 'payment_intent' ? shipping : null };
}

function checkElements(elements: ElementsGroup, options: ConfirmOptions, method: string): void {
  if (!elements.hasElement) {
    throw new IntegrationError(
      `Invalid value for ${method}: elements should have a mounted Payment Element or Express Checkout Element.`,
    );
  }
  if (!elements.isDeferred) {
    const own = elements.clientSecret?.secret;
    if (own !== undefined && options.clientSecret !== undefined && options.clientSecret !== own) {
      throw new IntegrationError(
        `${method}: \`clientSecret\` is not the one that \`elements\` was created with.`,
      );
    }
    return;
  }
  if (options.clientSecret === undefined) {
    throw new IntegrationError(
      `${method}: \`clientSecret\` is required because \`elements\` was created with \`mode\` and has no intent.`,
    );
  }
}

function sendConfirmation(context: ConfirmContext, plan: Plan): Promise<ApiAnswer> {
  const { secret, pairs, elements } = plan;
  if (elements === null) return confirmIntent(context.access, secret.kind, secret.id, pairs);
  const { origin: _frameKnowsItsOwn, ...access } = context.access;
  const question = { kind: 'confirm', access, intent: secret.kind, intentId: secret.id, pairs } as const;
  return cardSource(elements, 'confirm').confirm(question);
}

/**
 * Whoever holds the card that is to be sent.
 * @throws IntegrationError when only an Express Checkout Element is there and no buyer has authorized anything
 */
export function cardSource(elements: ElementsGroup, verb: string): CardSource {
  if (elements.source !== null) return elements.source;
  throw new IntegrationError(
    `There is nothing to ${verb}: call it from the Express Checkout Element's confirm event, or mount a Payment Element.`,
  );
}

/** Follows an answer through its next action, if it asks for one. An intent that still waits after it has failed. */
export async function settle(
  context: ConfirmContext,
  secret: ClientSecret,
  first: ApiAnswer,
): Promise<Confirmed> {
  const isWaiting = first.kind === 'intent' && first.intent.status === 'requires_action';
  const answer = isWaiting
    ? await performNextAction(context.access, context.language, secret, first.intent)
    : first;
  if (answer.kind === 'unreachable') return { error: connectionError() };
  if (answer.kind === 'error') return { error: answer.error };
  const needsOther = ['requires_payment_method', 'requires_action'].includes(answer.intent.status);
  return needsOther ? { error: errorFromIntent(answer.intent) } : { intent: answer.intent };
}

/** Reads an intent and, where it waits for its buyer, carries out what it waits for. */
export async function handleNextAction(context: ConfirmContext, secret: ClientSecret): Promise<Confirmed> {
  const answer = await retrieveIntent(context.access, secret.kind, secret.id, secret.secret);
  if (answer.kind === 'intent' && answer.intent.status !== 'requires_action')
    return { intent: answer.intent };
  return settle(context, secret, answer);
}
