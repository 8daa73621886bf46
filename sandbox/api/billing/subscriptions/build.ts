import type { z } from 'zod';
import { idOf, invalidRequest, notImplemented, type Transaction } from '../../kernel';
import type { Customer } from '../../payments';
import { embedded } from '../envelope';
import { usableRates } from '../tax-rates/tax-rate';
import { buildItem } from './item';
import type { Order } from './order';
import type { createParams } from './params';
import type { Subscription } from './subscription';
import { subscriptionSettings } from './subscription-settings';
import { resolvedEnd } from './update-ending';

export type CreateParams = z.output<typeof createParams>;

export interface SubscriptionToBuild {
  id: string;
  order: Order;
  params: BeginParams;
  customer: Customer;
}

/** What decides how a subscription begins, whoever begins it. */
export type BeginParams = Omit<CreateParams, 'customer' | 'discounts' | 'expand' | 'items'>;

/** Refuses what a subscription of the sandbox cannot have. Throws 400. */
export function checkSupported(params: Pick<CreateParams, 'billing_mode'>): void {
  if (params.billing_mode?.type === 'classic')
    throw notImplemented('the classic billing mode', 'billing_mode[type]');
}

/** How the first payment is to be made. Throws 400 for the one that only makes sense for updates. */
export function paymentBehavior({ payment_behavior = 'allow_incomplete' }: CreateParams) {
  if (payment_behavior !== 'pending_if_incomplete') return payment_behavior;
  const message =
    'Setting `payment_behavior` to `pending_if_incomplete` has no effect when creating a subscription.';
  throw invalidRequest(message, { param: 'payment_behavior' });
}

/** A new subscription as it is before anything was invoiced or paid. Not stored. */
export function buildSubscription(tx: Transaction, input: SubscriptionToBuild): Subscription {
  const { id, order, params, customer } = input;
  const { anchor, period, start_date } = order.cycle;
  const now = tx.now();
  const items = embedded(
    order.items.map((item) => buildItem(tx, item, id, period)),
    `/v1/subscription_items?subscription=${id}`,
  );
  const cancel_at = resolvedEnd(tx, { cancel_at_period_end: false, items }, params) ?? null;
  return {
    ...constants,
    ...subscriptionSettings(customer, constants, params),
    default_tax_rates: usableRates(tx, params.default_tax_rates ?? [], 'default_tax_rates'),
    id,
    object: 'subscription',
    billing_cycle_anchor: anchor,
    billing_cycle_anchor_config: configOf(params),
    billing_mode: {
      flexible: { proration_discounts: params.billing_mode?.flexible?.proration_discounts ?? 'included' },
      type: 'flexible',
    },
    cancel_at_period_end: params.cancel_at_period_end ?? false,
    ...plannedEnd(tx, cancel_at),
    created: now,
    currency: order.currency,
    customer: customer.id,
    default_payment_method: params.default_payment_method ?? null,
    description: params.description ?? null,
    discounts: [],
    items,
    latest_invoice: null,
    metadata: params.metadata ?? {},
    pending_setup_intent: null,
    start_date,
    status: 'incomplete',
    test_clock: idOf(customer.test_clock),
    trial_end: order.trialEnd,
    trial_start: order.trialEnd === null ? null : now,
  };
}

/** When and why it will end, if that is known from the beginning. */
function plannedEnd(tx: Transaction, cancel_at: number | null) {
  const reason = cancel_at === null ? null : ('cancellation_requested' as const);
  return {
    cancel_at,
    canceled_at: cancel_at === null ? null : tx.now(),
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason },
  };
}

function configOf({
  billing_cycle_anchor_config: config,
}: BeginParams): Subscription['billing_cycle_anchor_config'] {
  if (!config) return null;
  const { day_of_month, hour = null, minute = null, month = null, second = null } = config;
  return { day_of_month, hour, minute, month, second };
}

/** What is the same on every subscription that the sandbox makes. */
const constants = {
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_schedules: [],
  billing_thresholds: null,
  collection_method: 'charge_automatically',
  customer_account: null,
  days_until_due: null,
  default_source: null,
  default_tax_rates: [],
  ended_at: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  livemode: false,
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  payment_settings: {
    payment_method_options: null,
    payment_method_types: null,
    save_default_payment_method: 'off',
  },
  pending_invoice_item_interval: null,
  pending_update: null,
  schedule: null,
  transfer_data: null,
  trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
} satisfies Partial<Subscription>;
