import type { PaymentIntent, StripeElementsUpdateOptions, StripeError } from '@stripe/stripe-js';
import { isPaymentIntent } from '../api/answer';
import { type ApiAccess, retrieveIntent } from '../api/client';
import { type ClientSecret, parseClientSecret } from '../api/client-secret';
import { connectionError } from '../confirm/errors';
import { IntegrationError } from '../integration-error';
import type { PaymentFrameConfig } from '../link/payment';
import { type Collected, collectDetails } from './collected';
import { ElementSet, type PublicElement } from './element-set';
import { Emitter } from './emitter';
import { loadFonts } from './fonts';
import { type FutureUse, futureUseOf } from './future-use';
import { buildLooks } from './looks';
import { checkGroupOptions, type GroupOptions } from './options';
import type { CardSource } from './payment-element';

type SubmitResult =
  | { error: StripeError; selectedPaymentMethod?: undefined }
  | { selectedPaymentMethod: string; error?: undefined };

/** What a group knows of an intent that it was created with. */
interface KnownIntent {
  readonly usage: string | null;
  readonly value: number | null;
  readonly currency: string;
}

/** A group of elements that belong to one payment: its options, its elements, and what was submitted. */
export class ElementsGroup {
  readonly emitter = new Emitter<{ 'update-end': undefined }>();
  readonly #access: ApiAccess;
  readonly #locale: string | undefined;
  readonly #elements: ElementSet;
  #options: GroupOptions;
  #intent: KnownIntent | null = null;
  #hasSubmitted = false;

  constructor(access: ApiAccess, options: GroupOptions, locale: string | undefined) {
    checkGroupOptions(options, 'elements()');
    this.#access = access;
    this.#options = options;
    this.#locale = locale;
    this.#elements = new ElementSet({
      common: {
        origin: access.origin,
        looks: () => buildLooks(this.#options, this.#locale),
        showsLoader: () => this.#options.loader !== 'never',
        fonts: () => loadFonts(this.#options.fonts ?? []),
        preload: () => this.#preload(),
      },
      payment: { payment: () => this.#payment() },
      express: { amount: () => this.#amount() },
    });
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

  get isForManualCreation(): boolean {
    return this.#options.paymentMethodCreation === 'manual';
  }

  get futureUse(): FutureUse {
    return futureUseOf(this.#options, this.#intent?.usage ?? null);
  }

  /** Whoever holds the card: a wallet that its buyer has authorized, else the Payment Element; null without both. */
  get source(): CardSource | null {
    return this.#elements.express?.authorized ?? this.#elements.payment;
  }

  get hasElement(): boolean {
    return this.#elements.payment !== null || this.#elements.express !== null;
  }

  /** What the address and email elements hold, for the confirmation to send along; a wallet brings its own. */
  get collected(): Collected {
    if (this.#elements.express?.authorized) return { billing: {}, shipping: null };
    return collectDetails(this.#elements.addresses, this.#elements.email?.email ?? null);
  }

  create(type: unknown, options: object = {}): PublicElement {
    return this.#elements.create(type, options);
  }

  getElement(type: unknown, options: { mode?: unknown } = {}): PublicElement | null {
    return this.#elements.get(type, options.mode);
  }

  async update(changes: StripeElementsUpdateOptions): Promise<void> {
    const given: Record<string, unknown> = { ...changes };
    if (given.clientSecret !== undefined) {
      throw new IntegrationError(
        'elements.update(): `clientSecret` cannot be changed after elements were created.',
      );
    }
    const merged = mergeOptions(this.#options, changes);
    checkGroupOptions(merged, 'elements.update()');
    this.#options = merged;
    await this.#elements.reconfigure();
    this.emitter.emit('update-end', undefined);
  }

  async fetchUpdates(): Promise<{ error?: { message: string; status?: string } }> {
    const error = await this.#preload();
    return error === null ? {} : { error: { message: error.message ?? 'The intent could not be read.' } };
  }

  /** Validates every mounted element; the first problem is the answer, and all of them are shown. */
  async submit(): Promise<SubmitResult> {
    const { payment, email, addresses, express } = this.#elements;
    if (payment === null && express === null && email === null && addresses.length === 0) {
      throw new IntegrationError('elements.submit(): elements should have a mounted Payment Element.');
    }
    const wallet = express?.authorized?.wallet;
    // Whoever pays with a wallet need not fill in the fields beside it (inferred).
    const present =
      wallet === undefined ? [email, ...addresses, payment].filter((core) => core !== null) : [];
    const errors = await Promise.all(present.map((core) => core.submit()));
    const first = errors.findIndex((error) => error !== null);
    const error = errors[first];
    if (error) {
      if (error.type === 'validation_error') present[first]?.focus();
      return { error };
    }
    this.#hasSubmitted = true;
    return { selectedPaymentMethod: wallet ?? 'card' };
  }

  #payment(): Pick<PaymentFrameConfig, 'willBeSaved' | 'session'> & { chargesLater: boolean } {
    const { origin: _frameKnowsItsOwn, ...access } = this.#access;
    const secret = this.#options.customerSessionClientSecret;
    const use = this.futureUse;
    return {
      chargesLater: use === 'off_session',
      willBeSaved: use !== null,
      session: secret === undefined ? null : { secret, access },
    };
  }

  #amount(): { value: number | null; currency: string } {
    const options = this.#options;
    if (options.mode === undefined) {
      return { value: this.#intent?.value ?? null, currency: this.#intent?.currency ?? 'usd' };
    }
    if (options.mode === 'setup') return { value: null, currency: options.currency ?? 'usd' };
    return { value: options.amount, currency: options.currency };
  }

  /** With an existing intent the elements show what that intent asks for, so it is read first. */
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
        const usage = this.futureUse;
        this.#intent = isPaymentIntent(answer.intent)
          ? knownPayment(answer.intent)
          : { usage: 'off_session', value: null, currency: 'usd' };
        if (usage !== this.futureUse) await this.#elements.reconfigure();
        return null;
      }
    }
  }
}

function knownPayment(intent: PaymentIntent): KnownIntent {
  const { setup_future_usage: usage }: { setup_future_usage?: unknown } = intent;
  return {
    usage: typeof usage === 'string' ? usage : null,
    value: intent.amount,
    currency: intent.currency,
  };
}

/** Merges shallowly, as Stripe does; an undefined value leaves what was there. */
function mergeOptions(options: GroupOptions, changes: StripeElementsUpdateOptions): GroupOptions {
  const defined = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return { ...options, ...defined };
}
