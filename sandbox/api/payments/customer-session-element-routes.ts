import { type Caller, defineRoute, idOf, invalidRequest, p, type Transaction } from '../kernel';
import { checkedExpiry } from './card-check';
import {
  type CustomerSession,
  openSession,
  paymentElementFeatures,
  redisplayedMethods,
} from './customer-session';
import { type PaymentMethod, paymentMethods } from './payment-method';
import { detach } from './payment-method-attach';
import { requireFrame } from './raw-card';

/*
 * What the Payment Element's frame asks on behalf of the buyer. Stripe's own calls for this are not public; these are
 * the stand-in's, answered to frames of the sandbox's origin alone, which prove the buyer with the session's secret.
 */

const proof = { customer_session_client_secret: p.text() };

const read = defineRoute({
  method: 'POST',
  path: '/elements/customer_session',
  params: p.params(proof),
  publishable: true,
  handle({ tx, params, caller }) {
    const session = sessionOf(tx, params.customer_session_client_secret, caller);
    return {
      object: 'elements_customer_session',
      features: paymentElementFeatures(session),
      payment_methods: redisplayedMethods(tx, session),
    };
  },
});

const update = defineRoute({
  method: 'POST',
  path: '/elements/customer_session/payment_methods/:method',
  params: p.params({
    ...proof,
    exp_month: p.integer({ min: 1, max: 12 }),
    exp_year: p.integer({ min: 2000, max: 2100 }),
  }),
  publishable: true,
  handle({ tx, params, path, caller }): PaymentMethod {
    const session = sessionOf(tx, params.customer_session_client_secret, caller);
    const before = shownMethod(tx, session, path('method'));
    if (!before.card) throw invalidRequest('Only a card has an expiration date.');
    const { exp_month, exp_year } = checkedExpiry(params, new Date(tx.clock.milliseconds()));
    const after: PaymentMethod = { ...before, card: { ...before.card, exp_month, exp_year } };
    tx.emitUpdated('payment_method.updated', before, after);
    return tx.put(paymentMethods, after);
  },
});

const remove = defineRoute({
  method: 'POST',
  path: '/elements/customer_session/payment_methods/:method/detach',
  params: p.params(proof),
  publishable: true,
  handle({ tx, params, path, caller }): PaymentMethod {
    const session = sessionOf(tx, params.customer_session_client_secret, caller);
    if (paymentElementFeatures(session)?.payment_method_remove !== 'enabled') {
      throw invalidRequest('This customer session does not allow payment methods to be removed.');
    }
    return detach(tx, shownMethod(tx, session, path('method')));
  },
});

function sessionOf(tx: Transaction, secret: string, caller: Caller): CustomerSession {
  requireFrame(caller);
  return openSession(tx, secret);
}

/** A card that the session shows. Throws 404 for every other, whether it exists or not. */
function shownMethod(tx: Transaction, session: CustomerSession, id: string): PaymentMethod {
  const shown = redisplayedMethods(tx, session).find((method) => method.id === id);
  return shown ?? tx.addressed(paymentMethods, `${idOf(session.customer)}/${id}`);
}

export const customerSessionElementRoutes = [read, update, remove];
