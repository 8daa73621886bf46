import type Stripe from 'stripe';
import { defineCollection, defineRoute, idOf, newId, p, randomText, type Wire } from '../kernel';
import { liveCustomer } from './customer';

type CustomerSession = Wire<Stripe.CustomerSession>;
type PaymentElement = NonNullable<CustomerSession['components']>['payment_element'];

/** A session has no id of its own; it is kept under one, for the Payment Element to find it by its secret. */
interface StoredSession {
  id: string;
  object: '_customer_session';
  session: CustomerSession;
}

export const customerSessions = defineCollection<StoredSession>('_customer_session', {
  indexes: {
    secret: (stored) => stored.session.client_secret,
    customer: (stored) => idOf(stored.session.customer),
  },
});

const LIFETIME_SECONDS = 1800;

const onOff = p.oneOf('enabled', 'disabled').optional();
const features = p.shape({
  payment_method_allow_redisplay_filters: p.list(p.oneOf('always', 'limited', 'unspecified')).optional(),
  payment_method_redisplay: onOff,
  payment_method_redisplay_limit: p.integer({ min: 1, max: 10 }).optional(),
  payment_method_remove: onOff,
  payment_method_save: onOff,
  payment_method_save_usage: p.oneOf('on_session', 'off_session').optional(),
});

const create = defineRoute({
  method: 'POST',
  path: '/v1/customer_sessions',
  params: p.params({
    customer: p.text(),
    components: p.shape({
      payment_element: p.shape({ enabled: p.boolean(), features: features.optional() }).optional(),
    }),
  }),
  handle({ tx, params }): CustomerSession {
    const customer = liveCustomer(tx, params.customer).id;
    const wanted = params.components.payment_element;
    const session: CustomerSession = {
      object: 'customer_session',
      client_secret: `cuss_secret_${randomText(48)}`,
      components: {
        active_entitlements: { enabled: false },
        buy_button: { enabled: false },
        customer_portal: { enabled: false },
        customer_sheet: { enabled: false, features: null },
        mobile_payment_element: { enabled: false, features: null },
        payment_element: {
          enabled: wanted?.enabled ?? false,
          features: wanted?.enabled === true ? featuresOf(wanted.features ?? {}) : null,
        },
        pricing_table: { enabled: false },
      },
      created: tx.now(),
      customer,
      customer_account: null,
      expires_at: tx.now() + LIFETIME_SECONDS,
      livemode: false,
    };
    tx.put(customerSessions, { id: newId('cuss'), object: '_customer_session', session });
    return session;
  },
});

type Given = NonNullable<PaymentElement['features']>;

function featuresOf(given: Partial<Given>): Given {
  return {
    payment_method_allow_redisplay_filters: given.payment_method_allow_redisplay_filters ?? ['always'],
    payment_method_redisplay: given.payment_method_redisplay ?? 'disabled',
    payment_method_redisplay_limit: given.payment_method_redisplay_limit ?? 3,
    payment_method_remove: given.payment_method_remove ?? 'disabled',
    payment_method_save: given.payment_method_save ?? 'disabled',
    payment_method_save_usage: given.payment_method_save_usage ?? null,
  };
}

export const customerSessionRoutes = [create];
