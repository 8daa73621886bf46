import type {
  StripeError,
  StripePaymentElementAvailablePaymentMethodsChangeEvent,
  StripePaymentElementCardDetailsChangeEvent,
  StripePaymentElementChangeEvent,
  StripePaymentElementOptions,
  StripePaymentElementSavedPaymentMethodRemoveEvent,
  StripePaymentElementUpdateOptions,
} from '@stripe/stripe-js';
import type { ApiAnswer, ObjectAnswer } from '../api/answer';
import {
  type PaymentDialect,
  type PaymentFrameConfig,
  type PaymentState,
  paymentGuards,
  type SavedMethodNotice,
} from '../link/payment';
import type { FrameLooks } from '../link/protocol';
import type { CardQuestion } from '../link/requests';
import { type BaseEvents, ElementCore, type ElementHost, type Marks, unreachableFrame } from './element-core';
import { Emitter } from './emitter';
import type { Place } from './frame-box';

export interface PaymentElementEvents extends BaseEvents<'payment'> {
  ready: typeof PLAIN;
  change: StripePaymentElementChangeEvent;
  carddetailschange: StripePaymentElementCardDetailsChangeEvent;
  savedpaymentmethodupdate: StripePaymentElementSavedPaymentMethodRemoveEvent;
  savedpaymentmethodremove: StripePaymentElementSavedPaymentMethodRemoveEvent;
  availablepaymentmethodschange: StripePaymentElementAvailablePaymentMethodsChangeEvent;
}

export interface PaymentElementHost extends ElementHost {
  /** What the group knows of the payment: whether the card is kept, and whose saved cards to show. */
  payment(): Pick<PaymentFrameConfig, 'willBeSaved' | 'session'> & { readonly chargesLater: boolean };
}

/** Whoever holds a card and can send it: a Payment Element, or a wallet that the buyer has just authorized. */
export interface CardSource {
  confirm(question: Extract<CardQuestion, { kind: 'confirm' }>): Promise<ApiAnswer>;
  create(question: Extract<CardQuestion, { kind: 'create' }>): Promise<ObjectAnswer>;
}

const PLAIN = { elementType: 'payment' } as const;
const NOTHING_TYPED: PaymentState = {
  empty: true,
  complete: false,
  invalid: false,
  brand: 'unknown',
  funding: null,
  saved: null,
  save: null,
};

/** The Payment Element: a card that is typed, or one of the customer's saved cards. */
export class PaymentElementCore extends ElementCore<PaymentDialect, 'payment'> implements CardSource {
  protected readonly type = 'payment';
  protected readonly guards = paymentGuards;
  readonly emitter = new Emitter<PaymentElementEvents>();
  protected readonly base = this.emitter;
  readonly #host: PaymentElementHost;
  #options: StripePaymentElementOptions;
  #details = '';

  constructor(host: PaymentElementHost, options: StripePaymentElementOptions) {
    super(host);
    this.#host = host;
    this.#options = options;
  }

  update(options: Partial<StripePaymentElementUpdateOptions>): void {
    this.requireAlive();
    const { layout: _, ...changes } = options;
    this.#options = { ...this.#options, ...changes };
    void this.reconfigure();
  }

  /** Validates the fields, showing what is missing and moving the focus there; null when they are complete. */
  async submit(): Promise<StripeError | null> {
    const answer = await this.mountedFrame('submit').ask({ kind: 'submit' });
    if (answer?.kind !== 'submitted') return unreachableFrame();
    return answer.error;
  }

  /** Has the frame send the card with a confirmation; the card itself stays in the frame. */
  async confirm(question: Extract<CardQuestion, { kind: 'confirm' }>): Promise<ApiAnswer> {
    const answer = await this.mountedFrame('confirm').ask(question);
    return answer?.kind === 'confirmed' ? answer.answer : { kind: 'unreachable' };
  }

  async create(question: Extract<CardQuestion, { kind: 'create' }>): Promise<ObjectAnswer> {
    const answer = await this.mountedFrame('create').ask(question);
    return answer?.kind === 'created' ? answer.answer : { kind: 'unreachable' };
  }

  protected place(): Place {
    return {
      title: 'Secure payment input frame',
      path: '/elements/payment',
      rows: [1, 2],
      hasLabels: true,
      termLines: this.#showsTerms() ? 3 : 0,
      hasNote: true,
    };
  }

  protected config(looks: FrameLooks): PaymentFrameConfig {
    const { willBeSaved, session } = this.#host.payment();
    return {
      ...looks,
      willBeSaved,
      session,
      readOnly: this.#options.readOnly === true,
      showTerms: this.#showsTerms(),
      business: this.#options.business?.name ?? null,
    };
  }

  #showsTerms(): boolean {
    const terms = this.#options.terms?.card ?? 'auto';
    return terms === 'always' || (terms === 'auto' && this.#host.payment().chargesLater);
  }

  protected onReady(): void {
    this.emitter.emit('ready', PLAIN);
    this.emitter.emit('availablepaymentmethodschange', {
      ...PLAIN,
      paymentMethods: { card: { available: true } },
    });
  }

  protected onState(given: PaymentState | null): Marks {
    const state = given ?? NOTHING_TYPED;
    const { empty, complete, saved, save } = state;
    this.emitter.emit('change', {
      ...PLAIN,
      empty,
      complete,
      collapsed: false,
      value: {
        type: 'card',
        ...(save !== null && { savePaymentMethod: save }),
        ...(saved !== null && { payment_method: saved }),
      },
    });
    this.#tellDetails(state);
    return state;
  }

  #tellDetails({ brand, funding }: PaymentState): void {
    const details = JSON.stringify([brand, funding]);
    if (details === this.#details) return;
    const isFirst = this.#details === '';
    this.#details = details;
    if (isFirst && brand === 'unknown') return;
    this.emitter.emit('carddetailschange', {
      ...PLAIN,
      loading: false,
      details: { brands: brand === 'unknown' ? null : [brand], funding: fundingOf(funding) },
    });
  }

  protected override onNotice({ kind, method, error }: SavedMethodNotice): void {
    const event = {
      ...PLAIN,
      success: error === null,
      ...(error !== null && { error }),
      payment_method: method,
    };
    this.emitter.emit(kind === 'removed' ? 'savedpaymentmethodremove' : 'savedpaymentmethodupdate', event);
  }
}

const FUNDINGS = ['credit', 'debit', 'prepaid', 'unknown'] as const;

function fundingOf(value: string | null): (typeof FUNDINGS)[number] | null {
  return FUNDINGS.find((known) => known === value) ?? null;
}
