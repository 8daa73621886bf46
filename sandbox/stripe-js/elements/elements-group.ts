import type {
  PaymentIntent,
  StripeElementsUpdateOptions,
  StripeError,
  StripePaymentElement,
  StripePaymentElementOptions,
} from '@stripe/stripe-js';
import { isPaymentIntent } from '../api/answer';
import { type ApiAccess, retrieveIntent } from '../api/client';
import { type ClientSecret, parseClientSecret } from '../api/client-secret';
import { connectionError } from '../confirm/errors';
import { IntegrationError } from '../integration-error';
import { Emitter } from './emitter';
import { loadFonts } from './fonts';
import { buildFrameConfig, futureUseOf } from './frame-config';
import { checkGroupOptions, type GroupOptions } from './options';
import { PaymentElementCore } from './payment-element';
import { publicPaymentElement } from './public-payment-element';

type SubmitResult =
  | { error: StripeError; selectedPaymentMethod?: undefined }
  | { selectedPaymentMethod: string; error?: undefined };

/** A group of elements that belong to one payment: its options, its Payment Element, and what was submitted. */
export class ElementsGroup {
  readonly emitter = new Emitter<{ 'update-end': undefined }>();
  readonly #access: ApiAccess;
  readonly #locale: string | undefined;
  #options: GroupOptions;
  #element: { core: PaymentElementCore; public: StripePaymentElement } | null = null;
  #intentUsage: string | null = null;
  #hasSubmitted = false;

  constructor(access: ApiAccess, options: GroupOptions, locale: string | undefined) {
    checkGroupOptions(options, 'elements()');
    this.#access = access;
    this.#options = options;
    this.#locale = locale;
  }

  /** The intent this group was created with; null for a group created with `mode`, whose intent comes later. */
  get clientSecret(): ClientSecret | null {
    const { clientSecret } = this.#options;
    return clientSecret === undefined ? null : parseClientSecret(clientSecret, 'elements(): clientSecret');
  }

  get hasSubmitted(): boolean {
    return this.#hasSubmitted;
  }

  get isDeferred(): boolean {
    return this.#options.mode !== undefined;
  }

  /** The mounted Payment Element, or null while there is none. */
  get mounted(): PaymentElementCore | null {
    return this.#element?.core.isMounted ? this.#element.core : null;
  }

  create(type: unknown, options: StripePaymentElementOptions = {}): StripePaymentElement {
    if (type !== 'payment') {
      throw new IntegrationError(
        `A valid Element name must be provided. The stand-in for Stripe.js implements "payment"; you specified: ${String(type)}.`,
      );
    }
    if (this.#element !== null) throw new IntegrationError('Can only create one Element of type payment.');
    const core = new PaymentElementCore(
      {
        origin: this.#access.origin,
        configFor: (element) =>
          buildFrameConfig(
            this.#options,
            element,
            futureUseOf(this.#options, this.#intentUsage),
            this.#locale,
          ),
        fonts: () => loadFonts(this.#options.fonts ?? []),
        preload: () => this.#preload(),
        forget: () => {
          this.#element = null;
        },
      },
      options,
    );
    this.#element = { core, public: publicPaymentElement(core) };
    return this.#element.public;
  }

  getElement(type: unknown): StripePaymentElement | null {
    return type === 'payment' ? (this.#element?.public ?? null) : null;
  }

  update(changes: StripeElementsUpdateOptions): Promise<void> {
    const given: Record<string, unknown> = { ...changes };
    if (given.clientSecret !== undefined) {
      throw new IntegrationError(
        'elements.update(): `clientSecret` cannot be changed after elements were created.',
      );
    }
    const merged = mergeOptions(this.#options, changes);
    checkGroupOptions(merged, 'elements.update()');
    this.#options = merged;
    return this.#applyUpdate();
  }

  async #applyUpdate(): Promise<void> {
    await this.#element?.core.reconfigure();
    this.emitter.emit('update-end', undefined);
  }

  async fetchUpdates(): Promise<{ error?: { message: string; status?: string } }> {
    const error = await this.#preload();
    return error === null ? {} : { error: { message: error.message ?? 'The intent could not be read.' } };
  }

  async submit(): Promise<SubmitResult> {
    const element = this.mounted;
    if (element === null) {
      throw new IntegrationError('elements.submit(): elements should have a mounted Payment Element.');
    }
    const error = await element.submit();
    if (error !== null) return { error };
    this.#hasSubmitted = true;
    return { selectedPaymentMethod: 'card' };
  }

  /** With an existing intent the element shows what that intent asks for, so it is read first. */
  async #preload(): Promise<StripeError | null> {
    const existing = this.clientSecret;
    if (existing === null) return null;
    const answer = await retrieveIntent(this.#access, existing.kind, existing.id, existing.secret);
    switch (answer.kind) {
      case 'unreachable':
        return connectionError();
      case 'error':
        return answer.error;
      case 'intent': {
        const usage = isPaymentIntent(answer.intent) ? futureUsage(answer.intent) : 'off_session';
        if (usage !== this.#intentUsage) {
          this.#intentUsage = usage;
          await this.#element?.core.reconfigure();
        }
        return null;
      }
    }
  }
}

function futureUsage(intent: PaymentIntent): string | null {
  const { setup_future_usage: usage }: { setup_future_usage?: unknown } = intent;
  return typeof usage === 'string' ? usage : null;
}

/** Merges shallowly, as Stripe does; an undefined value leaves what was there. */
function mergeOptions(options: GroupOptions, changes: StripeElementsUpdateOptions): GroupOptions {
  const defined = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return { ...options, ...defined };
}
