/**
 * What a provider's objects look like to us: the columns of the mirror, whatever the provider calls them. Amounts are in
 * minor units. `raw` is the object as it came, without client secrets, for the admin and for columns yet to be thought of;
 * it is the same whichever read brought the object: alone, in another's company, or on a list page.
 */

import { z } from 'zod';
import type { PriceRecord, ProductRecord } from './catalog-records';

export type { PriceRecord, ProductRecord } from './catalog-records';

export type Raw = Readonly<Record<string, unknown>>;

export type CustomerRecord = {
  readonly kind: 'customer';
  readonly id: string;
  /** Our own id, from metadata; the only thing a customer is matched by, never the e-mail (failure 5). */
  readonly userId: string | null;
  readonly email: string | null;
  readonly name: string | null;
  /** Of name and e-mail, as searched by. */
  readonly words: string;
  readonly currency: string | null;
  readonly defaultPaymentMethodId: string | null;
  readonly created: Date;
  readonly raw: Raw;
};

export type SubscriptionItemRecord = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly priceId: string;
  readonly lookupKey: string | null;
  readonly quantity: number;
  readonly unitAmount: number | null;
  readonly currency: string;
  readonly recurringInterval: string | null;
  /** Periods stand on the item since API "basil" (failure 11). */
  readonly currentPeriodStart: Date | null;
  readonly currentPeriodEnd: Date | null;
};

export type SubscriptionRecord = {
  readonly kind: 'subscription';
  readonly id: string;
  readonly customerId: string;
  readonly status: string;
  readonly currency: string;
  /** Begun by one of our operations and still without the card the buyer was asked to confirm. */
  readonly awaitingSetup: boolean;
  readonly operationId: string | null;
  readonly cancelAtPeriodEnd: boolean;
  readonly cancelAt: Date | null;
  readonly canceledAt: Date | null;
  readonly endedAt: Date | null;
  readonly trialStart: Date | null;
  readonly trialEnd: Date | null;
  readonly latestInvoiceId: string | null;
  readonly defaultPaymentMethodId: string | null;
  /** The schedule it is under, and what that makes of it at the end of the period. */
  readonly scheduleId: string | null;
  readonly scheduledPriceId: string | null;
  readonly scheduledQuantity: number | null;
  readonly scheduledAt: Date | null;
  /** Until when a change that was asked for waits to be paid; null when none does. */
  readonly pendingUntil: Date | null;
  /** What is off its next invoices, "25% off", and until when; null for nothing, or for ever. */
  readonly discount: string | null;
  readonly discountEnd: Date | null;
  readonly created: Date;
  readonly items: readonly SubscriptionItemRecord[];
  readonly raw: Raw;
};

export type InvoiceLineRecord = {
  readonly id: string;
  readonly invoiceId: string;
  /** The subscription item it is for. */
  readonly itemId: string | null;
  readonly priceId: string | null;
  readonly quantity: number | null;
  /** Minor units; negative for what is given back. */
  readonly amount: number;
  readonly discount: number;
  /** Tax that is part of the amount. */
  readonly includedTax: number;
  /** For a part of a period only, because of a change in its middle. */
  readonly proration: boolean;
  readonly periodStart: Date;
  readonly periodEnd: Date;
};

export type InvoiceRecord = {
  readonly kind: 'invoice';
  readonly id: string;
  readonly customerId: string | null;
  /** Null for an invoice that no subscription made (failure 12). */
  readonly subscriptionId: string | null;
  readonly number: string | null;
  readonly status: string | null;
  readonly billingReason: string | null;
  readonly currency: string;
  readonly subtotal: number;
  readonly discount: number;
  readonly tax: number;
  readonly total: number;
  readonly amountDue: number;
  readonly amountPaid: number;
  readonly amountRemaining: number;
  readonly hostedInvoiceUrl: string | null;
  readonly invoicePdf: string | null;
  readonly paymentIds: readonly string[];
  readonly paidAt: Date | null;
  /** How often the provider tried to collect it by itself. */
  readonly attemptCount: number;
  readonly created: Date;
  readonly lines: readonly InvoiceLineRecord[];
  readonly raw: Raw;
};

export type PaymentRecord = {
  readonly kind: 'payment';
  readonly id: string;
  readonly customerId: string | null;
  readonly operationId: string | null;
  /** What was bought, for a one-off; null for a payment of an invoice. */
  readonly lookupKey: string | null;
  readonly status: string;
  readonly currency: string;
  readonly amount: number;
  readonly amountReceived: number;
  readonly amountRefunded: number;
  readonly paymentMethodId: string | null;
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  readonly description: string | null;
  readonly declineCode: string | null;
  readonly paidAt: Date | null;
  readonly created: Date;
  readonly raw: Raw;
};

export type PaymentMethodRecord = {
  readonly kind: 'payment_method';
  readonly id: string;
  readonly customerId: string | null;
  readonly type: string;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expMonth: number | null;
  readonly expYear: number | null;
  readonly fingerprint: string | null;
  readonly created: Date;
  readonly raw: Raw;
};

export type RefundRecord = {
  readonly kind: 'refund';
  readonly id: string;
  readonly customerId: string | null;
  readonly paymentId: string | null;
  readonly chargeId: string | null;
  readonly status: string | null;
  readonly reason: string | null;
  readonly failureReason: string | null;
  readonly currency: string;
  readonly amount: number;
  readonly created: Date;
  readonly raw: Raw;
};

export type DisputeRecord = {
  readonly kind: 'dispute';
  readonly id: string;
  readonly customerId: string | null;
  readonly paymentId: string | null;
  readonly chargeId: string | null;
  readonly status: string;
  readonly reason: string | null;
  readonly currency: string;
  readonly amount: number;
  /** Null when evidence is no longer, or was never, of use. */
  readonly evidenceDueBy: Date | null;
  readonly created: Date;
  readonly raw: Raw;
};

export type EntitlementRecord = {
  readonly id: string;
  readonly customerId: string;
  readonly featureId: string;
  readonly lookupKey: string;
};

/** All that a customer is entitled to at one moment. Its id is the customer's: the provider gives it none. */
export type EntitlementSummaryRecord = {
  readonly kind: 'entitlement_summary';
  readonly id: string;
  readonly entitlements: readonly EntitlementRecord[];
  readonly raw: Raw;
};

export type MirrorRecord =
  | CustomerRecord
  | ProductRecord
  | PriceRecord
  | SubscriptionRecord
  | InvoiceRecord
  | PaymentRecord
  | PaymentMethodRecord
  | RefundRecord
  | DisputeRecord
  | EntitlementSummaryRecord;

export type MirrorKind = MirrorRecord['kind'];

export const MIRROR_KINDS = [
  'customer',
  'product',
  'price',
  'subscription',
  'invoice',
  'payment',
  'payment_method',
  'refund',
  'dispute',
  'entitlement_summary',
] as const satisfies readonly MirrorKind[];

/** Our own operation's id. What another application on the account may have put there is none. */
export function operationIdOf({ operationId }: { readonly operationId: string | null }): string | null {
  return z.uuid().safeParse(operationId).data ?? null;
}
