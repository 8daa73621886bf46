import { searchWords } from '@/lib/payments/domain/search-words';
import type {
  CustomerRecord,
  DisputeRecord,
  EntitlementSummaryRecord,
  InvoiceRecord,
  PaymentMethodRecord,
  PaymentRecord,
  PriceRecord,
  ProductRecord,
  RefundRecord,
  SubscriptionItemRecord,
  SubscriptionRecord,
} from '@/lib/payments/records';

const CREATED = new Date('2026-11-01T12:00:00Z');

export function customerRecord(fields: Partial<CustomerRecord> & { id: string }): CustomerRecord {
  const { email = `${fields.id}@example.com`, name = 'Ada Lovelace' } = fields;
  return {
    kind: 'customer',
    userId: null,
    email,
    name,
    words: searchWords(`${name} ${email}`).join(' '),
    currency: 'usd',
    defaultPaymentMethodId: null,
    created: CREATED,
    raw: { id: fields.id },
    ...fields,
  };
}

export function productRecord(fields: Partial<ProductRecord> & { id: string }): ProductRecord {
  return { kind: 'product', name: 'Pro', active: true, planKey: 'pro', created: CREATED, raw: {}, ...fields };
}

export function priceRecord(fields: Partial<PriceRecord> & { id: string }): PriceRecord {
  return {
    kind: 'price',
    productId: 'prod_pro',
    lookupKey: 'pro_monthly',
    active: true,
    currency: 'usd',
    unitAmount: 2000,
    currencyOptions: { usd: 2000, eur: 1900 },
    recurringInterval: 'month',
    recurringIntervalCount: 1,
    created: CREATED,
    raw: {},
    ...fields,
  };
}

export function itemRecord(fields: Partial<SubscriptionItemRecord> & { id: string }): SubscriptionItemRecord {
  return {
    subscriptionId: 'sub_1',
    priceId: 'price_pro_monthly',
    lookupKey: 'pro_monthly',
    quantity: 1,
    unitAmount: 2000,
    currency: 'usd',
    recurringInterval: 'month',
    currentPeriodStart: CREATED,
    currentPeriodEnd: new Date('2026-12-01T12:00:00Z'),
    ...fields,
  };
}

export function subscriptionRecord(fields: Partial<SubscriptionRecord> & { id: string }): SubscriptionRecord {
  return {
    kind: 'subscription',
    customerId: 'cus_1',
    status: 'active',
    currency: 'usd',
    awaitingSetup: false,
    scheduleId: null,
    scheduledPriceId: null,
    scheduledQuantity: null,
    scheduledAt: null,
    pendingUntil: null,
    discount: null,
    discountEnd: null,
    operationId: null,
    cancelAtPeriodEnd: false,
    cancelAt: null,
    canceledAt: null,
    endedAt: null,
    trialStart: null,
    trialEnd: null,
    latestInvoiceId: null,
    defaultPaymentMethodId: null,
    created: CREATED,
    items: [itemRecord({ id: `si_${fields.id}`, subscriptionId: fields.id })],
    raw: { id: fields.id },
    ...fields,
  };
}

export function invoiceRecord(fields: Partial<InvoiceRecord> & { id: string }): InvoiceRecord {
  return {
    kind: 'invoice',
    customerId: 'cus_1',
    subscriptionId: 'sub_1',
    number: 'BILL-0001',
    status: 'paid',
    billingReason: 'subscription_create',
    currency: 'usd',
    subtotal: 2000,
    discount: 0,
    tax: 0,
    total: 2000,
    amountDue: 2000,
    amountPaid: 2000,
    amountRemaining: 0,
    hostedInvoiceUrl: 'https://invoice.example.com/i',
    invoicePdf: 'https://invoice.example.com/i.pdf',
    paymentIds: [],
    paidAt: CREATED,
    attemptCount: 1,
    created: CREATED,
    lines: [],
    raw: {},
    ...fields,
  };
}

export function paymentRecord(fields: Partial<PaymentRecord> & { id: string }): PaymentRecord {
  return {
    kind: 'payment',
    customerId: 'cus_1',
    operationId: null,
    lookupKey: 'credits_1000',
    status: 'succeeded',
    currency: 'usd',
    amount: 1000,
    amountReceived: 1000,
    amountRefunded: 0,
    paymentMethodId: 'pm_1',
    cardBrand: 'visa',
    cardLast4: '4242',
    description: '1,000 credits',
    declineCode: null,
    paidAt: CREATED,
    created: CREATED,
    raw: {},
    ...fields,
  };
}

export function paymentMethodRecord(
  fields: Partial<PaymentMethodRecord> & { id: string },
): PaymentMethodRecord {
  return {
    kind: 'payment_method',
    customerId: 'cus_1',
    type: 'card',
    brand: 'visa',
    last4: '4242',
    expMonth: 12,
    expYear: 2034,
    fingerprint: 'fp_1',
    created: CREATED,
    raw: {},
    ...fields,
  };
}

export function refundRecord(fields: Partial<RefundRecord> & { id: string }): RefundRecord {
  return {
    kind: 'refund',
    customerId: 'cus_1',
    paymentId: 'pi_1',
    chargeId: 'ch_1',
    status: 'succeeded',
    reason: null,
    failureReason: null,
    currency: 'usd',
    amount: 1000,
    created: CREATED,
    raw: {},
    ...fields,
  };
}

export function disputeRecord(fields: Partial<DisputeRecord> & { id: string }): DisputeRecord {
  return {
    kind: 'dispute',
    customerId: 'cus_1',
    paymentId: 'pi_1',
    chargeId: 'ch_1',
    status: 'needs_response',
    reason: 'fraudulent',
    currency: 'usd',
    amount: 1000,
    evidenceDueBy: new Date('2026-11-10T12:00:00Z'),
    created: CREATED,
    raw: {},
    ...fields,
  };
}

/** @param id the customer's */
export function entitlementSummaryRecord(
  id: string,
  ...lookupKeys: readonly string[]
): EntitlementSummaryRecord {
  return {
    kind: 'entitlement_summary',
    id,
    entitlements: lookupKeys.map((lookupKey) => ({
      id: `ent_${id}_${lookupKey}`,
      customerId: id,
      featureId: `feat_${lookupKey}`,
      lookupKey,
    })),
    raw: { customer: id },
  };
}
