import type { MirrorKind } from '../records';

/**
 * A mirror table and the columns that a record of its kind fills, beside provider, id, account, ticket and synced_at.
 * `blank` fills what must not be null in the row of an object that was gone before it was ever read.
 */
export type MirrorTable = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly blank: Readonly<Record<string, string | number | boolean>>;
  /** The field that names the customer, for what the admin sees listed when that customer is no user of ours. */
  readonly listedUnder?: 'id' | 'customerId';
};

export const MIRROR_TABLES: Readonly<Record<MirrorKind, MirrorTable>> = {
  customer: {
    table: 'customers',
    listedUnder: 'id',
    columns: ['userId', 'email', 'name', 'words', 'currency', 'defaultPaymentMethodId', 'created', 'raw'],
    blank: { words: '' },
  },
  product: {
    table: 'products',
    columns: ['name', 'active', 'planKey', 'created', 'raw'],
    blank: { name: '', active: false },
  },
  price: {
    table: 'prices',
    columns: [
      'productId',
      'lookupKey',
      'active',
      'currency',
      'unitAmount',
      'currencyOptions',
      'recurringInterval',
      'recurringIntervalCount',
      'created',
      'raw',
    ],
    blank: { productId: '', active: false, currency: '' },
  },
  subscription: {
    table: 'subscriptions',
    listedUnder: 'customerId',
    columns: [
      'customerId',
      'status',
      'currency',
      'awaitingSetup',
      'operationId',
      'cancelAtPeriodEnd',
      'cancelAt',
      'canceledAt',
      'endedAt',
      'trialStart',
      'trialEnd',
      'latestInvoiceId',
      'defaultPaymentMethodId',
      'scheduleId',
      'scheduledPriceId',
      'scheduledQuantity',
      'scheduledAt',
      'pendingUntil',
      'discount',
      'discountEnd',
      'created',
      'raw',
    ],
    blank: { customerId: '', status: '', currency: '' },
  },
  invoice: {
    table: 'invoices',
    listedUnder: 'customerId',
    columns: [
      'customerId',
      'subscriptionId',
      'number',
      'status',
      'billingReason',
      'currency',
      'subtotal',
      'discount',
      'tax',
      'total',
      'amountDue',
      'amountPaid',
      'amountRemaining',
      'hostedInvoiceUrl',
      'invoicePdf',
      'paymentIds',
      'paidAt',
      'attemptCount',
      'created',
      'raw',
    ],
    blank: {
      currency: '',
      subtotal: 0,
      discount: 0,
      tax: 0,
      total: 0,
      amountDue: 0,
      amountPaid: 0,
      amountRemaining: 0,
      attemptCount: 0,
    },
  },
  payment: {
    table: 'payments',
    listedUnder: 'customerId',
    columns: [
      'customerId',
      'operationId',
      'lookupKey',
      'status',
      'currency',
      'amount',
      'amountReceived',
      'amountRefunded',
      'paymentMethodId',
      'cardBrand',
      'cardLast4',
      'description',
      'declineCode',
      'paidAt',
      'created',
      'raw',
    ],
    blank: { status: '', currency: '', amount: 0, amountReceived: 0 },
  },
  payment_method: {
    table: 'payment_methods',
    columns: ['customerId', 'type', 'brand', 'last4', 'expMonth', 'expYear', 'fingerprint', 'created', 'raw'],
    blank: { type: '' },
  },
  refund: {
    table: 'refunds',
    columns: [
      'customerId',
      'paymentId',
      'chargeId',
      'status',
      'reason',
      'failureReason',
      'currency',
      'amount',
      'created',
      'raw',
    ],
    blank: { currency: '', amount: 0 },
  },
  dispute: {
    table: 'disputes',
    columns: [
      'customerId',
      'paymentId',
      'chargeId',
      'status',
      'reason',
      'currency',
      'amount',
      'evidenceDueBy',
      'created',
      'raw',
    ],
    blank: { status: '', currency: '', amount: 0 },
  },
  entitlement_summary: { table: 'entitlement_summaries', columns: ['raw'], blank: {} },
};

export const ITEM_COLUMNS = [
  'subscriptionId',
  'priceId',
  'lookupKey',
  'quantity',
  'unitAmount',
  'currency',
  'recurringInterval',
  'currentPeriodStart',
  'currentPeriodEnd',
] as const;

export const LINE_COLUMNS = [
  'invoiceId',
  'itemId',
  'priceId',
  'quantity',
  'amount',
  'discount',
  'includedTax',
  'proration',
  'periodStart',
  'periodEnd',
] as const;

export const ENTITLEMENT_COLUMNS = ['customerId', 'featureId', 'lookupKey'] as const;

/** `cardLast4` as the database has it: `card_last4`. */
export function columnName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Records as a JSON array of rows that have these columns, for `jsonb_populate_recordset`. */
export function rowsOf(records: readonly object[], columns: readonly string[]): string {
  const rows = records.map((record) => {
    const fields = new Map<string, unknown>(Object.entries(record));
    return Object.fromEntries(columns.map((column) => [columnName(column), fields.get(column) ?? null]));
  });
  return JSON.stringify(rows);
}
