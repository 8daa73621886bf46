import type Stripe from 'stripe';
import { defineCollection, idOf, newId, type Transaction, type Wire } from '../kernel';
import type { Charge } from './charge';

export type EarlyFraudWarning = Wire<Stripe.Radar.EarlyFraudWarning>;

export const earlyFraudWarnings = defineCollection<EarlyFraudWarning>('radar.early_fraud_warning', {
  indexes: { charge: (warning) => idOf(warning.charge), intent: (warning) => idOf(warning.payment_intent) },
  references: { charge: 'charge', payment_intent: 'payment_intent' },
});

/** The issuer warns that a charge may be fraud. */
export function raiseWarning(tx: Transaction, charge: Charge): EarlyFraudWarning {
  const intent = idOf(charge.payment_intent);
  const warning: EarlyFraudWarning = {
    id: newId('issfr'),
    object: 'radar.early_fraud_warning',
    actionable: true,
    charge: charge.id,
    created: tx.realNow(),
    fraud_type: 'misc',
    livemode: false,
    ...(intent === null ? {} : { payment_intent: intent }),
  };
  tx.emitLater('radar.early_fraud_warning.created', warning);
  return tx.put(earlyFraudWarnings, warning);
}

/** Nothing is left to be done about a charge that was given back in full. */
export function settleWarnings(tx: Transaction, charge: Charge): void {
  for (const warning of tx.where(earlyFraudWarnings, 'charge', charge.id)) {
    const settled = { ...warning, actionable: !charge.refunded };
    if (settled.actionable === warning.actionable) continue;
    tx.put(earlyFraudWarnings, settled);
    tx.emitUpdated('radar.early_fraud_warning.updated', warning, settled);
  }
}
