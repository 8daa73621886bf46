import type { z } from 'zod';
import { defineRoute, invalidRequest, newId, notImplemented, p, randomText } from '../kernel';
import { liveCustomer } from './customer';
import { type CustomerSession, customerSessions } from './customer-session';

const LIFETIME_SECONDS = 1800;

const onOff = p.oneOf('enabled', 'disabled').optional();
const redisplay = p.oneOf('always', 'limited', 'unspecified');
const filters = p.list(redisplay).optional();
const switched = p.shape({ enabled: p.boolean() }).optional();

const components = p.shape({
  active_entitlements: switched,
  buy_button: switched,
  customer_portal: switched,
  customer_sheet: p
    .shape({
      enabled: p.boolean(),
      features: p
        .shape({ payment_method_allow_redisplay_filters: filters, payment_method_remove: onOff })
        .optional(),
    })
    .optional(),
  mobile_payment_element: p
    .shape({
      enabled: p.boolean(),
      features: p
        .shape({
          payment_method_allow_redisplay_filters: filters,
          payment_method_redisplay: onOff,
          payment_method_remove: onOff,
          payment_method_save: onOff,
          payment_method_save_allow_redisplay_override: redisplay.optional(),
        })
        .optional(),
    })
    .optional(),
  payment_element: p
    .shape({
      enabled: p.boolean(),
      features: p
        .shape({
          payment_method_allow_redisplay_filters: filters,
          payment_method_redisplay: onOff,
          payment_method_redisplay_limit: p.integer({ min: 1, max: 10 }).optional(),
          payment_method_remove: onOff,
          payment_method_save: onOff,
          payment_method_save_usage: p.oneOf('on_session', 'off_session').optional(),
        })
        .optional(),
    })
    .optional(),
  pricing_table: switched,
});

type Wanted = z.output<typeof components>;
type Components = NonNullable<CustomerSession['components']>;

const create = defineRoute({
  method: 'POST',
  path: '/v1/customer_sessions',
  params: p.params({ customer: p.text().optional(), customer_account: p.text().optional(), components }),
  handle({ tx, params }): CustomerSession {
    if (params.customer_account !== undefined) throw notImplemented('customer_account', 'customer_account');
    if (params.customer === undefined) {
      throw invalidRequest('Missing required param: customer.', {
        code: 'parameter_missing',
        param: 'customer',
      });
    }
    const customer = liveCustomer(tx, params.customer).id;
    requireOneEnabled(params.components);
    const created = tx.realNow();
    const session: CustomerSession = {
      object: 'customer_session',
      client_secret: `cuss_secret_${randomText(48)}`,
      components: componentsOf(params.components),
      created,
      customer,
      customer_account: null,
      expires_at: created + LIFETIME_SECONDS,
      livemode: false,
    };
    tx.put(customerSessions, { id: newId('cuss'), object: '_customer_session', session });
    return session;
  },
});

/** "At least 1 component must be enabled"; the wording of the refusal is inferred. */
function requireOneEnabled(wanted: Wanted): void {
  if (Object.values(wanted).some((component) => component?.enabled === true)) return;
  throw invalidRequest('You must enable at least one component.', { param: 'components' });
}

function componentsOf(wanted: Wanted): Components {
  const on = (component: { enabled: boolean } | undefined) => ({ enabled: component?.enabled ?? false });
  return {
    active_entitlements: on(wanted.active_entitlements),
    buy_button: on(wanted.buy_button),
    customer_portal: on(wanted.customer_portal),
    customer_sheet: customerSheetOf(wanted.customer_sheet),
    mobile_payment_element: mobileElementOf(wanted.mobile_payment_element),
    payment_element: paymentElementOf(wanted.payment_element),
    pricing_table: on(wanted.pricing_table),
  };
}

function customerSheetOf(wanted: Wanted['customer_sheet']): Components['customer_sheet'] {
  if (wanted?.enabled !== true) return { enabled: false, features: null };
  const given = wanted.features ?? {};
  return {
    enabled: true,
    features: {
      payment_method_allow_redisplay_filters: given.payment_method_allow_redisplay_filters ?? ['always'],
      payment_method_remove: given.payment_method_remove ?? 'disabled',
    },
  };
}

function mobileElementOf(wanted: Wanted['mobile_payment_element']): Components['mobile_payment_element'] {
  if (wanted?.enabled !== true) return { enabled: false, features: null };
  const given = wanted.features ?? {};
  return {
    enabled: true,
    features: {
      payment_method_allow_redisplay_filters: given.payment_method_allow_redisplay_filters ?? ['always'],
      payment_method_redisplay: given.payment_method_redisplay ?? 'disabled',
      payment_method_remove: given.payment_method_remove ?? 'disabled',
      payment_method_save: given.payment_method_save ?? 'disabled',
      payment_method_save_allow_redisplay_override:
        given.payment_method_save_allow_redisplay_override ?? null,
    },
  };
}

function paymentElementOf(wanted: Wanted['payment_element']): Components['payment_element'] {
  if (wanted?.enabled !== true) return { enabled: false, features: null };
  const given = wanted.features ?? {};
  return {
    enabled: true,
    features: {
      payment_method_allow_redisplay_filters: given.payment_method_allow_redisplay_filters ?? ['always'],
      payment_method_redisplay: given.payment_method_redisplay ?? 'disabled',
      payment_method_redisplay_limit: given.payment_method_redisplay_limit ?? 3,
      payment_method_remove: given.payment_method_remove ?? 'disabled',
      payment_method_save: given.payment_method_save ?? 'disabled',
      payment_method_save_usage: given.payment_method_save_usage ?? null,
    },
  };
}

export const customerSessionRoutes = [create];
