import type {
  PaymentIntentOrSetupIntentResult,
  PaymentIntentResult,
  SetupIntentResult,
  StripeConstructorOptions,
  StripeElements,
  StripeElementsUpdateOptions,
  StripePaymentElement,
  StripePaymentElementOptions,
} from '@stripe/stripe-js';
import { isPaymentIntent, isSetupIntent } from './api/answer';
import type { ApiAccess, IntentKind } from './api/client';
import { retrieveIntent } from './api/client';
import { parseClientSecret, parseClientSecretOf } from './api/client-secret';
import {
  type ConfirmContext,
  type Confirmed,
  type ConfirmOptions,
  confirm,
  handleNextAction,
} from './confirm/confirm';
import { connectionError } from './confirm/errors';
import { ElementsGroup } from './elements/elements-group';
import type { GroupOptions } from './elements/options';
import { IntegrationError } from './integration-error';
import { resolveLanguage } from './locale/locale';
import { isRecord } from './record';
import { unsupportedMethods } from './unsupported';

/** The part of Stripe's Elements object that the stand-in carries out. */
export type StandInElements = Pick<StripeElements, 'update' | 'submit' | 'fetchUpdates' | 'on'> & {
  off(eventType: 'update-end', handler?: () => void): void;
  create(elementType: 'payment', options?: StripePaymentElementOptions): StripePaymentElement;
  getElement(elementType: 'payment'): StripePaymentElement | null;
};

const groups = new WeakMap<object, ElementsGroup>();

/** Builds the object that `Stripe(key)` answers. */
export function createStripe(access: ApiAccess, options: StripeConstructorOptions) {
  const language = resolveLanguage(options.locale, navigator.languages);
  const context: ConfirmContext = { access, language };
  let inFlight: string | null = null;

  /** Two confirmations at once could charge twice; the second is the page's bug and is told so. */
  async function alone<Result>(method: string, work: () => Promise<Result>): Promise<Result> {
    if (inFlight !== null) {
      throw new IntegrationError(
        `You cannot call stripe.${method}() while a call to stripe.${inFlight}() is in flight. Wait until it has settled.`,
      );
    }
    inFlight = method;
    try {
      return await work();
    } finally {
      inFlight = null;
    }
  }

  async function confirmAs(kind: IntentKind, method: string, given: unknown): Promise<Confirmed> {
    return alone(method, () => confirm(context, kind, withGroup(given, method)));
  }

  return {
    ...unsupportedMethods(),
    elements: (given: GroupOptions = {}): StandInElements =>
      publicElements(new ElementsGroup(access, given, options.locale)),
    confirmPayment: async (given: unknown) =>
      paymentResult(await confirmAs('payment_intent', 'confirmPayment', given)),
    confirmSetup: async (given: unknown) =>
      setupResult(await confirmAs('setup_intent', 'confirmSetup', given)),
    handleNextAction: async (given: unknown): Promise<PaymentIntentOrSetupIntentResult> => {
      const secret = parseClientSecret(
        isRecord(given) ? given.clientSecret : given,
        'stripe.handleNextAction()',
      );
      const result = await alone('handleNextAction', () => handleNextAction(context, secret));
      return secret.kind === 'payment_intent' ? paymentResult(result) : setupResult(result);
    },
    retrievePaymentIntent: async (secret: unknown) =>
      paymentResult(await retrieve(context, 'payment_intent', secret)),
    retrieveSetupIntent: async (secret: unknown) =>
      setupResult(await retrieve(context, 'setup_intent', secret)),
    registerAppInfo: (): void => {},
    _registerWrapper: (): void => {},
  };
}

function publicElements(group: ElementsGroup): StandInElements {
  const elements: StandInElements = {
    create: (type, options) => group.create(type, options),
    getElement: (type) => group.getElement(type),
    update: (changes: StripeElementsUpdateOptions) => group.update(changes),
    fetchUpdates: () => group.fetchUpdates(),
    submit: () => group.submit(),
    on: (name, handler) => group.emitter.on(name, handler),
    off: (name, handler) => group.emitter.off(name, handler),
  };
  groups.set(elements, group);
  return elements;
}

/** Reads the options of a confirmation and finds the group behind the `elements` object that the page holds. */
function withGroup(given: unknown, method: string): ConfirmOptions {
  if (!isRecord(given)) throw new IntegrationError(`stripe.${method}(): expected an object of options.`);
  const { elements, clientSecret, confirmParams, redirect } = given;
  const group = isRecord(elements) ? groups.get(elements) : undefined;
  if (elements !== undefined && group === undefined) {
    throw new IntegrationError(
      `Invalid value for stripe.${method}(): elements should be an object created by stripe.elements().`,
    );
  }
  if (redirect !== undefined && redirect !== 'always' && redirect !== 'if_required') {
    throw new IntegrationError(
      `Invalid value for stripe.${method}(): redirect should be one of always, if_required.`,
    );
  }
  return {
    ...(group && { elements: group }),
    ...(typeof clientSecret === 'string' && { clientSecret }),
    ...(isRecord(confirmParams) && { confirmParams }),
    ...(redirect && { redirect }),
  };
}

async function retrieve(context: ConfirmContext, kind: IntentKind, value: unknown): Promise<Confirmed> {
  const method =
    kind === 'payment_intent' ? 'stripe.retrievePaymentIntent()' : 'stripe.retrieveSetupIntent()';
  const secret = parseClientSecretOf(kind, value, method);
  const answer = await retrieveIntent(context.access, kind, secret.id, secret.secret);
  switch (answer.kind) {
    case 'intent':
      return { intent: answer.intent };
    case 'error':
      return { error: answer.error };
    case 'unreachable':
      return { error: connectionError() };
  }
}

function paymentResult(result: Confirmed): PaymentIntentResult {
  if (result.error !== undefined) return { error: result.error };
  if (isPaymentIntent(result.intent)) return { paymentIntent: result.intent };
  return { error: { type: 'api_error', message: 'An unexpected error has occurred.' } };
}

function setupResult(result: Confirmed): SetupIntentResult {
  if (result.error !== undefined) return { error: result.error };
  if (isSetupIntent(result.intent)) return { setupIntent: result.intent };
  return { error: { type: 'api_error', message: 'An unexpected error has occurred.' } };
}
