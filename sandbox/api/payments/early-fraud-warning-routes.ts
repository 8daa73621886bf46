import { defineRoute, p, paginate, within } from '../kernel';
import { type EarlyFraudWarning, earlyFraudWarnings } from './early-fraud-warning';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/radar/early_fraud_warnings/:warning',
  params: p.none,
  handle: ({ tx, path }): EarlyFraudWarning => tx.addressed(earlyFraudWarnings, path('warning')),
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/radar/early_fraud_warnings',
  params: p.params({
    ...p.page,
    charge: p.text().optional(),
    created: p.range(),
    payment_intent: p.text().optional(),
  }),
  handle({ tx, params }) {
    const { charge, created, payment_intent } = params;
    const matching = tx
      .all(earlyFraudWarnings)
      .filter(
        (warning) =>
          within(warning.created, created) &&
          (charge === undefined || warning.charge === charge) &&
          (payment_intent === undefined || warning.payment_intent === payment_intent),
      );
    return paginate(matching, params, '/v1/radar/early_fraud_warnings');
  },
});

export const earlyFraudWarningRoutes = [retrieve, list];
