import { type Caller, defineRoute, forbiddenState, idOf, p, type Transaction } from '../kernel';
import { hooks } from '../kernel/hooks';
import { challenges } from './authentication';
import { requireClientSecret } from './client-secret';
import { authenticationError } from './intent-error';
import { advance, type PaymentIntent, paymentIntents } from './payment-intent';
import { settlePayment } from './payment-intent-confirm';
import { type PaymentMethod, paymentMethods } from './payment-method';
import { visiblePayment, visibleSetup } from './public-view';
import { advanceSetup, type SetupIntent, setupIntents } from './setup-intent';
import { finishSetup } from './setup-intent-confirm';

interface Report {
  outcome: 'succeed' | 'fail';
  client_secret: string;
}

/** Where the challenge frame reports what its buyer chose. The answer is the intent as it then is. */
const complete = defineRoute({
  method: 'POST',
  path: '/elements/3ds/:intent',
  params: p.params({ outcome: p.oneOf('succeed', 'fail'), client_secret: p.text() }),
  publishable: true,
  handle({ tx, params, path, caller }) {
    const id = path('intent');
    if (id.startsWith('seti_')) return endSetup(tx, tx.addressed(setupIntents, id), params, caller);
    return endPayment(tx, tx.addressed(paymentIntents, id), params, caller);
  },
});

function endPayment(tx: Transaction, intent: PaymentIntent, report: Report, caller: Caller) {
  requireClientSecret(intent, report.client_secret, caller);
  const method = challengedMethod(tx, intent);
  if (report.outcome === 'fail') return visiblePayment(failPayment(tx, intent, method), caller);
  if (intent.confirmation_method === 'manual') {
    tx.put(challenges, { id: intent.id, object: '_challenge', method: method.id, state: 'passed' });
    return visiblePayment(
      advance(tx, intent, { status: 'requires_confirmation', next_action: null }),
      caller,
    );
  }
  return visiblePayment(
    settlePayment(tx, intent, method, { authentication: 'challenge', quiet: false }).intent,
    caller,
  );
}

function failPayment(tx: Transaction, intent: PaymentIntent, method: PaymentMethod): PaymentIntent {
  const failed = advance(tx, intent, {
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    last_payment_error: authenticationError('payment_intent', method),
  });
  tx.drop(challenges, intent.id);
  tx.emit('payment_intent.payment_failed', failed);
  hooks.paymentIntentFailed(tx, failed);
  return failed;
}

function endSetup(tx: Transaction, intent: SetupIntent, report: Report, caller: Caller) {
  requireClientSecret(intent, report.client_secret, caller);
  const method = challengedMethod(tx, intent);
  if (report.outcome === 'succeed')
    return visibleSetup(finishSetup(tx, intent, method, false).intent, caller);
  const failed = advanceSetup(tx, intent, {
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    last_setup_error: authenticationError('setup_intent', method),
  });
  tx.drop(challenges, intent.id);
  tx.emit('setup_intent.setup_failed', failed);
  return visibleSetup(failed, caller);
}

/** The card whose challenge is open. Throws 400 when the intent waits for none, e.g. because it was answered before. */
function challengedMethod(tx: Transaction, intent: PaymentIntent | SetupIntent): PaymentMethod {
  const challenge = tx.get(challenges, intent.id);
  if (intent.status === 'requires_action' && challenge?.state === 'open' && idOf(intent.payment_method)) {
    return tx.existing(paymentMethods, challenge.method);
  }
  throw forbiddenState(
    `This intent is not waiting for authentication: it has a status of ${intent.status}.`,
    {
      code: `${intent.object}_unexpected_state`,
    },
  );
}

export const challengeRoutes = [complete];
