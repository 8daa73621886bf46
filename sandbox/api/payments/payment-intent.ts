import type Stripe from 'stripe';
import { clientSecret, defineCollection, idOf, newId, type Transaction, type Wire } from '../kernel';

export type PaymentIntent = Wire<Stripe.PaymentIntent>;

export const paymentIntents = defineCollection<PaymentIntent>('payment_intent', {
  indexes: { customer: (intent) => idOf(intent.customer) },
  references: {
    customer: 'customer',
    latest_charge: 'charge',
    payment_method: 'payment_method',
  },
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
  receipt_email?: string | null | undefined;
  statement_descriptor?: string | null | undefined;
  statement_descriptor_suffix?: string | null | undefined;
}

/** A new payment intent, stored and announced with `payment_intent.created`. */
export function createPaymentIntent(tx: Transaction, input: NewPaymentIntent): PaymentIntent {
  const id = newId('pi');
  const intent: PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: input.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: input.automatic ?? null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: input.capture_method ?? 'automatic_async',
    client_secret: clientSecret(id),
    confirmation_method: input.confirmation_method ?? 'automatic',
    created: tx.now(),
    currency: input.currency,
    customer: input.customer,
    customer_account: null,
    description: input.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: input.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: input.payment_method ?? null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: input.receipt_email ?? null,
    review: null,
    setup_future_usage: input.setup_future_usage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: input.statement_descriptor ?? null,
    statement_descriptor_suffix: input.statement_descriptor_suffix ?? null,
    status: input.payment_method ? 'requires_confirmation' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
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
