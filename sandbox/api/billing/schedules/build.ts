import { idOf, type Transaction } from '../../kernel';
import { attachedMethod, type Customer } from '../../payments';
import type { DefaultSettings } from './params';
import type { Schedule } from './schedule';

/** A schedule that nothing has been said of but whose it is. Not stored. */
export function blankSchedule(tx: Transaction, customer: Customer): Schedule {
  return {
    id: tx.newId('sub_sched'),
    object: 'subscription_schedule',
    application: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    canceled_at: null,
    completed_at: null,
    created: tx.now(),
    current_phase: null,
    customer: customer.id,
    customer_account: null,
    default_settings: noSettings,
    end_behavior: 'release',
    livemode: false,
    metadata: {},
    pause_schedules: [],
    phases: [],
    released_at: null,
    released_subscription: null,
    status: 'not_started',
    subscription: null,
    test_clock: idOf(customer.test_clock),
  };
}

const noSettings: Schedule['default_settings'] = {
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor: 'automatic',
  billing_thresholds: null,
  collection_method: 'charge_automatically',
  default_payment_method: null,
  description: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    days_until_due: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  on_behalf_of: null,
  transfer_data: null,
};

/** The default settings once a request was followed. Throws 400. */
export function settingsAfter(
  tx: Transaction,
  before: Schedule['default_settings'],
  wanted: DefaultSettings | undefined,
  customer: string,
): Schedule['default_settings'] {
  if (!wanted) return before;
  const { billing_cycle_anchor, collection_method, default_payment_method, description, invoice_settings } =
    wanted;
  if (default_payment_method !== undefined) {
    attachedMethod(tx, default_payment_method, customer, 'default_settings[default_payment_method]');
  }
  const days = invoice_settings?.days_until_due;
  return {
    ...before,
    billing_cycle_anchor: billing_cycle_anchor ?? before.billing_cycle_anchor,
    collection_method: collection_method ?? before.collection_method,
    default_payment_method: default_payment_method ?? before.default_payment_method,
    description: description === undefined ? before.description : description,
    invoice_settings: {
      ...before.invoice_settings,
      ...(days === undefined ? {} : { days_until_due: days }),
    },
  };
}
