import type Stripe from 'stripe';
import { clientSecret, defineCollection, idOf, newId, type Transaction, type Wire } from '../kernel';
import { PUBLIC_SETUP_FIELDS } from './public-view';

export type SetupIntent = Wire<Stripe.SetupIntent>;

export const setupIntents = defineCollection<SetupIntent>('setup_intent', {
  indexes: { customer: (intent) => idOf(intent.customer) },
  references: { customer: 'customer', latest_attempt: 'setup_attempt', payment_method: 'payment_method' },
  publicFields: PUBLIC_SETUP_FIELDS,
});

export interface NewSetupIntent {
  customer: string | null;
  usage?: 'off_session' | 'on_session' | undefined;
  payment_method?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, string> | undefined;
  /** `automatic_payment_methods`; null for intents of subscriptions. */
  automatic?: { enabled: boolean; allow_redirects?: 'always' | 'never' } | null | undefined;
  allowed_payment_method_types?: string[] | null | undefined;
  excluded_payment_method_types?: string[] | null | undefined;
  card_options?: Partial<SetupCardOptions> | undefined;
}

export type SetupCardOptions = NonNullable<NonNullable<SetupIntent['payment_method_options']>['card']>;

const NO_OPTIONS: SetupCardOptions = {
  mandate_options: null,
  network: null,
  request_three_d_secure: 'automatic',
};

/** A new setup intent, stored and announced with `setup_intent.created`. */
export function createSetupIntent(tx: Transaction, input: NewSetupIntent): SetupIntent {
  const id = newId('seti');
  const intent: SetupIntent = {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: input.allowed_payment_method_types ?? null,
    application: null,
    automatic_payment_methods: input.automatic ?? null,
    cancellation_reason: null,
    client_secret: clientSecret(id),
    created: tx.realNow(),
    customer: input.customer,
    customer_account: null,
    description: input.description ?? null,
    excluded_payment_method_types: input.excluded_payment_method_types ?? null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: input.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: input.payment_method ?? null,
    payment_method_configuration_details: null,
    payment_method_options: { card: { ...NO_OPTIONS, ...input.card_options } },
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: input.payment_method ? 'requires_confirmation' : 'requires_payment_method',
    usage: input.usage ?? 'off_session',
  };
  tx.emit('setup_intent.created', intent);
  return tx.put(setupIntents, intent);
}

/** Stores an intent's next state and hands it back. */
export function advanceSetup(
  tx: Transaction,
  intent: SetupIntent,
  change: Partial<SetupIntent>,
): SetupIntent {
  return tx.put(setupIntents, { ...intent, ...change });
}

/** The intent's options for cards with some of them changed. */
export function withSetupOptions(
  intent: SetupIntent,
  change: Partial<SetupCardOptions>,
): NonNullable<SetupIntent['payment_method_options']> {
  const options = intent.payment_method_options;
  return { ...options, card: { ...NO_OPTIONS, ...options?.card, ...change } };
}
