import { defineCollection, type Stored, type Transaction } from '../kernel';

/** What Stripe's Dashboard holds for an account under Billing. */
export interface BillingSettings {
  /** How many days before a renewal `invoice.upcoming` is sent. */
  upcoming_days: number;
  /** When a failed payment is tried again: days after the invoice was finalized, ascending. */
  retry_days: number[];
  /** What becomes of a subscription whose invoice could not be collected by the last retry. */
  after_retries: 'cancel' | 'unpaid' | 'past_due';
}

interface StoredSettings extends Stored, BillingSettings {
  object: '_billing_settings';
}

const stored = defineCollection<StoredSettings>('_billing_settings');

const ID = 'billing_settings';

/**
 * Eight tries within two weeks, as Stripe recommends. Stripe picks the moments by its own lights; here they are
 * fixed, so that a test can wait for them.
 */
const DEFAULTS: BillingSettings = {
  upcoming_days: 3,
  retry_days: [1, 2, 3, 5, 7, 9, 11, 14],
  after_retries: 'cancel',
};

/** The account's settings. */
export function settingsOf(tx: Transaction): BillingSettings {
  const { upcoming_days, retry_days, after_retries } = tx.get(stored, ID) ?? DEFAULTS;
  return { upcoming_days, retry_days, after_retries };
}

/** Changes some of them for what happens from now on. */
export function changeSettings(tx: Transaction, change: Partial<BillingSettings>): BillingSettings {
  const after = { ...settingsOf(tx), ...change };
  tx.put(stored, { ...after, id: ID, object: '_billing_settings' });
  return after;
}
