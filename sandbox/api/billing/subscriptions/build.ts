import type { z } from 'zod';
import { invalidRequest, notImplemented, type Transaction } from '../../kernel';
import { embedded } from '../envelope';
import { buildItem } from './item';
import type { Order } from './order';
import type { createParams } from './params';
import type { Subscription } from './subscription';

export type CreateParams = z.output<typeof createParams>;

export interface SubscriptionToBuild {
  id: string;
  order: Order;
  params: CreateParams;
  status: 'trialing' | 'active' | 'incomplete';
  latest_invoice: string;
  pending_setup_intent: string | null;
  default_payment_method: string | null;
  /** Discounts that go on after the first invoice. */
  discounts: string[];
}

/** Refuses what a subscription of the sandbox cannot have. Throws 400. */
export function checkSupported(tx: Transaction, params: CreateParams): void {
  if (params.collection_method === 'send_invoice')
    throw notImplemented('invoices sent by mail', 'collection_method');
  if (params.billing_mode?.type === 'classic')
    throw notImplemented('the classic billing mode', 'billing_mode[type]');
  if (params.cancel_at !== undefined && params.cancel_at <= tx.now()) {
    throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', {
      param: 'cancel_at',
    });
  }
  if (params.cancel_at !== undefined && params.cancel_at_period_end !== undefined) {
    const message = 'You may only specify one of these parameters: cancel_at, cancel_at_period_end.';
    throw invalidRequest(message, { param: 'cancel_at' });
  }
}

/** How the first payment is to be made. Throws 400 for the one that only makes sense for updates. */
export function paymentBehavior({ payment_behavior = 'allow_incomplete' }: CreateParams) {
  if (payment_behavior !== 'pending_if_incomplete') return payment_behavior;
  const message =
    'Setting `payment_behavior` to `pending_if_incomplete` has no effect when creating a subscription.';
  throw invalidRequest(message, { param: 'payment_behavior' });
}

/** A new subscription, not stored. */
export function buildSubscription(tx: Transaction, input: SubscriptionToBuild): Subscription {
  const { id, order, params } = input;
  const now = tx.now();
  const ends = params.cancel_at ?? (params.cancel_at_period_end ? order.period.end : null);
  return {
    ...constants,
    id,
    object: 'subscription',
    billing_cycle_anchor: order.trialEnd ?? now,
    billing_mode: {
      flexible: { proration_discounts: params.billing_mode?.flexible?.proration_discounts ?? 'included' },
      type: 'flexible',
    },
    cancel_at: ends,
    cancel_at_period_end: params.cancel_at_period_end ?? false,
    canceled_at: ends === null ? null : now,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      reason: ends === null ? null : 'cancellation_requested',
    },
    created: now,
    currency: order.currency,
    customer: params.customer,
    default_payment_method: input.default_payment_method,
    description: params.description ?? null,
    discounts: input.discounts,
    items: embedded(
      order.items.map((item) => buildItem(tx, item, id, order.period)),
      `/v1/subscription_items?subscription=${id}`,
    ),
    latest_invoice: input.latest_invoice,
    metadata: params.metadata ?? {},
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: params.payment_settings?.save_default_payment_method ?? 'off',
    },
    pending_setup_intent: input.pending_setup_intent,
    start_date: now,
    status: input.status,
    trial_end: order.trialEnd,
    trial_settings: {
      end_behavior: {
        billing_cycle_anchor: null,
        missing_payment_method:
          params.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
      },
    },
    trial_start: order.trialEnd === null ? null : now,
  };
}

/** What is the same on every subscription that the sandbox makes. */
const constants = {
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor_config: null,
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
  pending_invoice_item_interval: null,
  pending_update: null,
  schedule: null,
  test_clock: null,
  transfer_data: null,
} satisfies Partial<Subscription>;
