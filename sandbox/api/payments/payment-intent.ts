import type Stripe from 'stripe';
import { clientSecret, defineCollection, idOf, newId, type Transaction, type Wire } from '../kernel';
import { PUBLIC_PAYMENT_FIELDS } from './public-view';

export type PaymentIntent = Wire<Stripe.PaymentIntent>;

export const paymentIntents = defineCollection<PaymentIntent>('payment_intent', {
  indexes: { customer: (intent) => idOf(intent.customer) },
  references: {
    customer: 'customer',
    latest_charge: 'charge',
    payment_method: 'payment_method',
  },
  publicFields: PUBLIC_PAYMENT_FIELDS,
});

export interface NewPaymentIntent {
  amount: number;
  currency: string;
  customer: string | null;
  description?: string | null | undefined;
  metadata?: Record<string, string> | undefined;
  setup_future_usage?: 'off_session' | 'on_session' | null | undefined;
  payment_method?: string | null | undefined;
  capture_method?: 'automatic' | 'automatic_async' | 'manual' | undefined;
  confirmation_method?: 'automatic' | 'manual' | undefined;
  /** `automatic_payment_methods`; null for intents of invoices, whose methods the invoice decides. */
  automatic?: { enabled: boolean; allow_redirects?: 'always' | 'never' } | null | undefined;
  allowed_payment_method_types?: string[] | undefined;
  excluded_payment_method_types?: string[] | null | undefined;
  card_options?: Partial<CardOptions> | undefined;
  receipt_email?: string | null | undefined;
  shipping?: PaymentIntent['shipping'] | undefined;
  statement_descriptor?: string | null | undefined;
  statement_descriptor_suffix?: string | null | undefined;
}

export type CardOptions = NonNullable<NonNullable<PaymentIntent['payment_method_options']>['card']>;

const NO_OPTIONS: CardOptions = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: 'automatic',
};

/** What belongs to platforms, bank debits and older ways of paying, which the sandbox has not. */
const ELSEWHERE = {
  application: null,
  application_fee_amount: null,
  customer_account: null,
  managed_payments: null,
  on_behalf_of: null,
  payment_method_configuration_details: null,
  payment_record: null,
  processing: null,
  review: null,
  source: null,
  transfer_data: null,
  transfer_group: null,
};

/** A new payment intent, stored and announced with `payment_intent.created`. */
export function createPaymentIntent(tx: Transaction, input: NewPaymentIntent): PaymentIntent {
  const id = newId('pi');
  const intent: PaymentIntent = {
    id,
    object: 'payment_intent',
    ...ELSEWHERE,
    allowed_payment_method_types: input.allowed_payment_method_types ?? null,
    amount: input.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    automatic_payment_methods: input.automatic ?? null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: input.capture_method ?? 'automatic_async',
    client_secret: clientSecret(id),
    confirmation_method: input.confirmation_method ?? 'automatic',
    created: tx.realNow(),
    currency: input.currency,
    customer: input.customer,
    description: input.description ?? null,
    excluded_payment_method_types: input.excluded_payment_method_types ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: input.metadata ?? {},
    next_action: null,
    payment_method: input.payment_method ?? null,
    payment_method_options: { card: { ...NO_OPTIONS, ...input.card_options } },
    payment_method_types: ['card'],
    receipt_email: input.receipt_email ?? null,
    setup_future_usage: input.setup_future_usage ?? null,
    shipping: input.shipping ?? null,
    statement_descriptor: input.statement_descriptor ?? null,
    statement_descriptor_suffix: input.statement_descriptor_suffix ?? null,
    status: input.payment_method ? 'requires_confirmation' : 'requires_payment_method',
  };
  tx.emit('payment_intent.created', intent);
  return tx.put(paymentIntents, intent);
}

/** Stores an intent's next state and hands it back. */
export function advance(
  tx: Transaction,
  intent: PaymentIntent,
  change: Partial<PaymentIntent>,
): PaymentIntent {
  return tx.put(paymentIntents, { ...intent, ...change });
}

/** The intent's options for cards with some of them changed. */
export function withCardOptions(
  intent: PaymentIntent,
  change: Partial<CardOptions>,
): NonNullable<PaymentIntent['payment_method_options']> {
  const options = intent.payment_method_options;
  return { ...options, card: { ...NO_OPTIONS, ...options?.card, ...change } };
}

/** Whether the money is only reserved until it is captured by hand. What is said of cards wins. */
export function isCapturedByHand(intent: PaymentIntent): boolean {
  const capture = intent.payment_method_options?.card?.capture_method ?? intent.capture_method;
  return capture === 'manual';
}

/** What the card will be used for later; null when it is not kept. What is said of cards wins. */
export function futureUse(intent: PaymentIntent): 'off_session' | 'on_session' | null {
  const use = intent.payment_method_options?.card?.setup_future_usage ?? intent.setup_future_usage;
  if (use === 'off_session') return 'off_session';
  return use === 'on_session' ? 'on_session' : null;
}
