import type { Address } from './domain/address';
import type { Cancellation } from './domain/cancellation';
import type { TaxId } from './domain/tax-id';
import type { IdempotencyKey, ProviderResult, Started } from './provider';

/** Another price or another number of seats for a running subscription. */
export type PlanChange = {
  readonly subscriptionId: string;
  readonly priceId: string;
  /** 0 for a metered price. */
  readonly quantity: number;
  /** Unix seconds at which the old price ends and the new one begins: those of the preview that the buyer was shown. */
  readonly prorationDate: number;
};

/** A change that waits for the end of the period. */
export type ScheduledPlanChange = Omit<PlanChange, 'prorationDate'> & { readonly scheduleId: string };

type PreviewedLine = { readonly label: string; readonly quantity: number; readonly amount: number };

/** Amounts in minor units of the subscription's currency; below zero is given back. */
export type PlanChangePreview = {
  readonly lines: readonly PreviewedLine[];
  /** After what the customer's balance pays of it. */
  readonly dueToday: number;
};

/** What a subscription's periods would cost. `discounts`: all it has, those that are not spent by an invoice before, or none. */
export type Renewal = Omit<PlanChange, 'prorationDate'> & { readonly discounts: 'all' | 'lasting' | 'none' };

/** What a customer used of a meter. `timestamp`: unix seconds; the billing period it falls into is charged for it. */
export type UsageReport = {
  readonly identifier: string;
  readonly customerId: string;
  readonly eventName: string;
  readonly quantity: number;
  readonly timestamp: number;
};

export type SubscriptionCancellation = Cancellation & { readonly subscriptionId: string };

export type AppliedPromotionCode = { readonly subscriptionId: string; readonly promotionCodeId: string };

export type NewSetup = {
  readonly operationId: string;
  readonly userId: string;
  readonly customerId: string;
};

export const REFUND_REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;
export type NewRefund = {
  readonly operationId: string;
  readonly paymentId: string;
  /** Minor units. */
  readonly amount: number;
  readonly reason: (typeof REFUND_REASONS)[number] | null;
};

/** `address`: null to leave it as it is. */
export type CustomerDetails = {
  readonly customerId: string;
  readonly name: string;
  readonly email: string;
  readonly address: Address | null;
};

/**
 * Changes to what exists. All but a refund and a setup say how something shall be, not by how much it shall change, so that
 * a look at the object tells whether one has happened. Those two carry our own id as metadata, to be found again by.
 */
export interface ProviderChanges {
  /**
   * Changes price and seats now, and bills the difference. An increase takes effect once it is paid: until then it is
   * pending, and the buyer may have to confirm it.
   */
  changePlan(key: IdempotencyKey, change: PlanChange): Promise<ProviderResult<Started>>;
  /** What a change now would be charged, line by line, reckoned from the same moment. */
  previewPlanChange(change: PlanChange): Promise<ProviderResult<PlanChangePreview>>;
  /** What one whole period of another plan would be charged. */
  previewRenewal(renewal: Renewal): Promise<ProviderResult<{ readonly total: number }>>;
  /** How a plan change stands; null when the subscription is on another price and nothing is pending. */
  readPlanChange(change: PlanChange): Promise<ProviderResult<Started | null>>;
  /** Gives up a pending plan change by voiding its invoice; refused once it was paid. */
  abandonPlanChange(key: IdempotencyKey, subscriptionId: string): Promise<ProviderResult<null>>;
  /** Puts a subscription under a schedule, unless it is under one, which then says what its next periods are. */
  createSchedule(
    key: IdempotencyKey,
    subscriptionId: string,
  ): Promise<ProviderResult<{ readonly id: string }>>;
  schedulePlanChange(key: IdempotencyKey, change: ScheduledPlanChange): Promise<ProviderResult<null>>;
  /** Takes a subscription out of its schedule, if it is under one: it goes on as it is. */
  releaseSchedule(key: IdempotencyKey, subscriptionId: string): Promise<ProviderResult<null>>;
  cancelSubscription(
    key: IdempotencyKey,
    cancellation: SubscriptionCancellation,
  ): Promise<ProviderResult<null>>;
  /** Every subscription of a customer's, whatever its status; `ended`: nothing of it can come back. */
  listSubscriptions(
    customerId: string,
  ): Promise<ProviderResult<readonly { readonly id: string; readonly ended: boolean }[]>>;
  /** Takes back a cancellation that waits for the end of the period. */
  keepSubscription(key: IdempotencyKey, subscriptionId: string): Promise<ProviderResult<null>>;
  pauseSubscription(key: IdempotencyKey, subscriptionId: string): Promise<ProviderResult<null>>;
  /** Ends a pause. What is due is billed, and the subscription is active once that is paid. */
  resumeSubscription(key: IdempotencyKey, subscriptionId: string): Promise<ProviderResult<null>>;
  applyPromotionCode(key: IdempotencyKey, applied: AppliedPromotionCode): Promise<ProviderResult<null>>;
  hasPromotionCode(applied: AppliedPromotionCode): Promise<ProviderResult<boolean>>;

  /** Begins saving a payment method, which the buyer confirms in the browser. */
  createSetup(key: IdempotencyKey, setup: NewSetup): Promise<ProviderResult<Started>>;
  /** `id` null: looked for by our own id in the customer's list. `methodId` once it has succeeded. */
  readSetup(
    setup: NewSetup,
    id: string | null,
  ): Promise<ProviderResult<(Started & { readonly methodId: string | null }) | null>>;
  setDefaultPaymentMethod(
    key: IdempotencyKey,
    of: { readonly type: 'customer' | 'subscription'; readonly id: string; readonly paymentMethodId: string },
  ): Promise<ProviderResult<null>>;
  detachPaymentMethod(key: IdempotencyKey, id: string): Promise<ProviderResult<null>>;

  /** Counted once for each identifier, for a day at least: `ok` as well when it was counted before. */
  reportUsage(key: IdempotencyKey, report: UsageReport): Promise<ProviderResult<null>>;

  createRefund(key: IdempotencyKey, refund: NewRefund): Promise<ProviderResult<{ readonly id: string }>>;
  /** Looks through all refunds of the payment; null when there is none of this operation's. */
  findRefund(refund: NewRefund): Promise<ProviderResult<{ readonly id: string } | null>>;
  updateCustomer(key: IdempotencyKey, details: CustomerDetails): Promise<ProviderResult<null>>;
  listTaxIds(
    customerId: string,
  ): Promise<
    ProviderResult<readonly { readonly id: string; readonly type: string; readonly value: string }[]>
  >;
  /** Refused as `tax_id_invalid` when it is not written as its type is. */
  createTaxId(
    key: IdempotencyKey,
    taxId: TaxId & { readonly customerId: string },
  ): Promise<ProviderResult<null>>;
  deleteTaxId(
    key: IdempotencyKey,
    taxId: { readonly customerId: string; readonly id: string },
  ): Promise<ProviderResult<null>>;
}
