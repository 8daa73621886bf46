import { defineRoute, p } from '../kernel';
import { endPayment, endSetup } from './challenge-end';
import { requireClientSecret } from './client-secret';
import { paymentIntents } from './payment-intent';
import { setupIntents } from './setup-intent';

/** Where the challenge frame reports what its buyer chose. The answer is the intent as it then is. */
const complete = defineRoute({
  method: 'POST',
  path: '/elements/3ds/:intent',
  params: p.params({ outcome: p.oneOf('succeed', 'fail'), client_secret: p.text() }),
  publishable: true,
  handle({ tx, params, path, caller }) {
    const id = path('intent');
    if (id.startsWith('seti_')) {
      const intent = tx.addressed(setupIntents, id);
      requireClientSecret(intent, params.client_secret, caller);
      return endSetup(tx, intent, params.outcome);
    }
    const intent = tx.addressed(paymentIntents, id);
    requireClientSecret(intent, params.client_secret, caller);
    return endPayment(tx, intent, params.outcome);
  },
});

export const challengeRoutes = [complete];
