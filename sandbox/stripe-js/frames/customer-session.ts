import type { StripeError } from '@stripe/stripe-js';
import type { ObjectAnswer } from '../api/answer';
import { type ApiAccess, postObject } from '../api/client';
import { type CardBrand, isCardBrand } from '../card/brand';
import type { PaymentFrameConfig, SavedMethod } from '../link/payment';
import { isRecord } from '../record';

/** A saved card as its buyer sees it. */
export interface SavedCard {
  readonly method: SavedMethod;
  readonly brand: CardBrand;
  readonly last4: string;
  readonly funding: string | null;
  readonly expMonth: number;
  readonly expYear: number;
  /** The payment method as the API answered it. */
  readonly whole: Readonly<Record<string, unknown>>;
}

export interface SessionFeatures {
  readonly canRemove: boolean;
  readonly offersSaving: boolean;
  readonly saveUsage: string | null;
}

export interface LoadedSession {
  readonly features: SessionFeatures;
  readonly cards: readonly SavedCard[];
}

type Proof = NonNullable<PaymentFrameConfig['session']>;
const HOME = '/elements/customer_session';

/** What a buyer's customer session allows, asked of the sandbox from its own origin. */
export class CustomerSession {
  readonly #access: ApiAccess;
  readonly secret: string;

  constructor({ secret, access }: Proof) {
    this.secret = secret;
    this.#access = { ...access, origin: window.location.origin };
  }

  async load(): Promise<LoadedSession | { readonly error: StripeError }> {
    const answer = await this.#post('', []);
    if (answer.kind !== 'object') return { error: errorOf(answer) };
    const { features, payment_methods: methods } = answer.object;
    return {
      features: featuresOf(isRecord(features) ? features : {}),
      cards: (Array.isArray(methods) ? methods : []).flatMap((method: unknown) => {
        const card = savedCard(method);
        return card === null ? [] : [card];
      }),
    };
  }

  /** Detaches a card; answers null when that failed. */
  async remove(id: string): Promise<SavedCard | null> {
    const answer = await this.#post(`/payment_methods/${encodeURIComponent(id)}/detach`, []);
    return answer.kind === 'object' ? savedCard(answer.object) : null;
  }

  /** Gives a card another expiration date; answers null when that failed. */
  async update(id: string, month: number, year: number): Promise<SavedCard | null> {
    const answer = await this.#post(`/payment_methods/${encodeURIComponent(id)}`, [
      ['exp_month', String(month)],
      ['exp_year', String(year)],
    ]);
    return answer.kind === 'object' ? savedCard(answer.object) : null;
  }

  #post(path: string, pairs: readonly (readonly [string, string])[]): Promise<ObjectAnswer> {
    const proof = ['customer_session_client_secret', this.secret] as const;
    return postObject(this.#access, HOME + path, [proof, ...pairs]);
  }
}

function featuresOf(features: Record<string, unknown>): SessionFeatures {
  const usage = features.payment_method_save_usage;
  return {
    canRemove: features.payment_method_remove === 'enabled',
    offersSaving: features.payment_method_save === 'enabled',
    saveUsage: typeof usage === 'string' ? usage : null,
  };
}

function errorOf(answer: Exclude<ObjectAnswer, { kind: 'object' }>): StripeError {
  if (answer.kind === 'error') return answer.error;
  return { type: 'api_connection_error', message: 'The saved payment methods could not be loaded.' };
}

function savedCard(whole: unknown): SavedCard | null {
  if (!isRecord(whole) || typeof whole.id !== 'string' || !isRecord(whole.card)) return null;
  const { brand, last4, exp_month, exp_year, funding } = whole.card;
  return {
    method: { id: whole.id, type: 'card', billing_details: billingDetails(whole.billing_details) },
    brand: isCardBrand(brand) ? brand : 'unknown',
    last4: String(last4),
    funding: typeof funding === 'string' ? funding : null,
    expMonth: Number(exp_month),
    expYear: Number(exp_year),
    whole,
  };
}

function billingDetails(given: unknown): SavedMethod['billing_details'] {
  const details = isRecord(given) ? given : {};
  const address = isRecord(details.address) ? details.address : {};
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    address: {
      city: text(address.city),
      country: text(address.country),
      line1: text(address.line1),
      line2: text(address.line2),
      postal_code: text(address.postal_code),
      state: text(address.state),
    },
    name: text(details.name),
    email: text(details.email),
    phone: text(details.phone),
  };
}
