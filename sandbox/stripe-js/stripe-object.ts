import type {
  ConfirmationTokenResult,
  PaymentIntentOrSetupIntentResult,
  PaymentIntentResult,
  PaymentMethodResult,
  SetupIntentResult,
  StripeConstructorOptions,
  StripeElements,
  StripeElementsUpdateOptions,
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
import { confirmCard, handleCardAction } from './confirm/confirm-card';
import { createConfirmationToken, createPaymentMethod } from './confirm/create';
import { connectionError } from './confirm/errors';
import type { PublicElement } from './elements/element-set';
import { ElementsGroup } from './elements/elements-group';
import type { GroupOptions } from './elements/options';
import { IntegrationError } from './integration-error';
import { resolveLanguage } from './locale/language';
import { isRecord } from './record';
import { unsupportedMethods } from './unsupported';

/** The Elements object that the page gets. */
export type StandInElements = Pick<StripeElements, 'update' | 'submit' | 'fetchUpdates' | 'on'> & {
  off(eventType: 'update-end', handler?: () => void): void;
  create(elementType: string, options?: object): PublicElement;
  getElement(elementType: string, options?: { mode?: unknown }): PublicElement | null;
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
    ...creatingMethods(access, alone),
    ...cardMethods(context, alone),
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

type Alone = <Result>(method: string, work: () => Promise<Result>) => Promise<Result>;

/** What makes something of the elements without confirming anything. */
function creatingMethods(access: ApiAccess, alone: Alone) {
  return {
    createConfirmationToken: async (given: unknown): Promise<ConfirmationTokenResult> => {
      const method = 'createConfirmationToken';
      const { elements } = withGroup(given, method);
      if (!elements) throw new IntegrationError(`stripe.${method}(): \`elements\` is required.`);
      const params = isRecord(given) ? given.params : undefined;
      return alone(method, () => createConfirmationToken(access, elements, params));
    },
    createPaymentMethod: async (given: unknown): Promise<PaymentMethodResult> => {
      const method = 'createPaymentMethod';
      const { elements } = withGroup(given, method);
      if (!elements) {
        throw new IntegrationError(
          "The sandbox's stand-in for Stripe.js does not implement card elements: " +
            `stripe.${method}() takes { elements } with a Payment Element.`,
        );
      }
      const params = isRecord(given) ? given.params : undefined;
      return alone(method, () => createPaymentMethod(access, elements, params));
    },
  };
}

/** The methods of the card elements' time, for payment methods that exist. */
function cardMethods(context: ConfirmContext, alone: Alone) {
  return {
    confirmCardPayment: async (secret: unknown, data?: unknown, options?: unknown) => {
      const work = () => confirmCard(context, 'payment_intent', { secret, data, options });
      return paymentResult(await alone('confirmCardPayment', work));
    },
    confirmCardSetup: async (secret: unknown, data?: unknown, options?: unknown) => {
      const work = () => confirmCard(context, 'setup_intent', { secret, data, options });
      return setupResult(await alone('confirmCardSetup', work));
    },
    handleCardAction: async (secret: unknown) =>
      paymentResult(await alone('handleCardAction', () => handleCardAction(context, secret))),
  };
}

function publicElements(group: ElementsGroup): StandInElements {
  const elements: StandInElements = {
    create: (type, options) => group.create(type, options),
    getElement: (type, options) => group.getElement(type, options),
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
