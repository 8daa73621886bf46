import { defineRoute, p, paginate, within } from '../kernel';
import { setupAttempts } from './setup-attempt';
import { setupIntents } from './setup-intent';

const list = defineRoute({
  method: 'GET',
  path: '/v1/setup_attempts',
  params: p.params({ ...p.page, created: p.range(), setup_intent: p.text() }),
  handle({ tx, params }) {
    const intent = tx.referenced(setupIntents, params.setup_intent, 'setup_intent');
    const attempts = tx.where(setupAttempts, 'intent', intent.id);
    const matching = attempts.filter((attempt) => within(attempt.created, params.created));
    return paginate(matching, params, '/v1/setup_attempts');
  },
});

export const setupAttemptRoutes = [list];
