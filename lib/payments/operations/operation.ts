import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CANCELLATION_FEEDBACK } from '../domain/cancellation';
import { TAX_ID_TYPES } from '../domain/tax-id';
import { REFUND_REASONS } from '../provider-changes';

export const OPERATION_STATES = [
  'open',
  'awaiting_buyer',
  'unknown',
  'needs_human',
  'done',
  'refused',
] as const;

const addressSchema = z.strictObject({
  line1: z.string(),
  line2: z.string(),
  postalCode: z.string(),
  city: z.string(),
  state: z.string(),
  country: z.string(),
});

/**
 * What each purpose sends. Saved before it is sent, and sent from what was saved: never from a later request. A field
 * added later needs a default, or the rows that are under way during the deployment can no longer be read.
 */
export const paramsSchemas = {
  create_customer: z.strictObject({ email: z.string(), name: z.string() }),
  start_subscription: z.strictObject({
    lookupKey: z.string(),
    priceId: z.string(),
    quantity: z.number().int(),
    currency: z.string(),
    promotionCodeId: z.string().nullable(),
    trialDays: z.number().int(),
    automaticTax: z.boolean().default(false),
  }),
  start_payment: z.strictObject({
    lookupKey: z.string(),
    amount: z.number().int(),
    currency: z.string(),
    description: z.string(),
  }),
  change_plan: z.strictObject({
    subscriptionId: z.string(),
    lookupKey: z.string(),
    priceId: z.string(),
    quantity: z.number().int(),
    /** Unix seconds for a change that takes effect now; null for one that waits for the end of the period. */
    prorationDate: z.number().int().nullable(),
  }),
  cancel_subscription: z.strictObject({
    subscriptionId: z.string(),
    when: z.enum(['period_end', 'now']),
    feedback: z.enum(CANCELLATION_FEEDBACK).nullable().default(null),
  }),
  /** Takes back a cancellation, a scheduled change or a pause: whatever keeps it from simply going on. */
  resume_subscription: z.strictObject({
    subscriptionId: z.string(),
    from: z.enum(['cancellation', 'scheduled_change', 'pause']),
  }),
  pause_subscription: z.strictObject({ subscriptionId: z.string() }),
  apply_promotion_code: z.strictObject({ subscriptionId: z.string(), promotionCodeId: z.string() }),
  add_payment_method: z.strictObject({}),
  set_default_payment_method: z.strictObject({ paymentMethodId: z.string() }),
  remove_payment_method: z.strictObject({ paymentMethodId: z.string() }),
  refund_payment: z.strictObject({
    paymentId: z.string(),
    amount: z.number().int(),
    reason: z.enum(REFUND_REASONS).nullable(),
  }),
  update_customer: z.strictObject({
    name: z.string(),
    email: z.string(),
    address: addressSchema.nullable().default(null),
  }),
  /** The one tax id that invoices carry; null for none. */
  set_tax_id: z.strictObject({
    taxId: z.strictObject({ type: z.enum(TAX_ID_TYPES), value: z.string() }).nullable(),
  }),
  /** Ends every subscription, whatever its status, because its user leaves. */
  end_subscriptions: z.strictObject({}),
} as const;

export type Purpose = keyof typeof paramsSchemas;
export type Params<P extends Purpose> = z.infer<(typeof paramsSchemas)[P]>;

/** What an operation can make or change. */
export const OBJECT_TYPES = [
  'customer',
  'subscription',
  'payment',
  'payment_method',
  'setup',
  'refund',
] as const;
export type ObjectType = (typeof OBJECT_TYPES)[number];

const base = {
  id: z.uuid(),
  userId: z.uuid(),
  slot: z.string(),
  paramsHash: z.string(),
  state: z.enum(OPERATION_STATES),
  attempts: z.number().int(),
  attemptsTurnedAway: z.number().int(),
  keyGeneration: z.number().int(),
  firstSentAt: z.date().nullable(),
  keySpentAt: z.date().nullable(),
  objectType: z.enum(OBJECT_TYPES).nullable(),
  objectId: z.string().nullable(),
  refusalCode: z.string().nullable(),
  leaseToken: z.uuid().nullable(),
  createdAt: z.date(),
};

function rowOf<P extends Purpose>(purpose: P) {
  return z.object({ ...base, purpose: z.literal(purpose), params: paramsSchemas[purpose] });
}

/** A row of payment_operations. */
export const operationSchema = z.discriminatedUnion('purpose', [
  rowOf('create_customer'),
  rowOf('start_subscription'),
  rowOf('start_payment'),
  rowOf('change_plan'),
  rowOf('cancel_subscription'),
  rowOf('resume_subscription'),
  rowOf('pause_subscription'),
  rowOf('apply_promotion_code'),
  rowOf('add_payment_method'),
  rowOf('set_default_payment_method'),
  rowOf('remove_payment_method'),
  rowOf('refund_payment'),
  rowOf('update_customer'),
  rowOf('set_tax_id'),
  rowOf('end_subscriptions'),
]);
export type Operation = z.infer<typeof operationSchema>;
export type OperationOf<P extends Purpose> = Extract<Operation, { purpose: P }>;

/** What can be done once only: a slot stays taken when it is done. As payment_operations_once_key has it. */
export const ONCE_PURPOSES: readonly Purpose[] = [
  'start_payment',
  'change_plan',
  'cancel_subscription',
  'resume_subscription',
  'pause_subscription',
  'apply_promotion_code',
  'remove_payment_method',
  'refund_payment',
];

/**
 * A hash by which changed parameters are known, whatever order their keys are in. Of the moment a change is reckoned from,
 * only whether there is one: two tabs that were quoted a minute apart ask for the same plan. Why something is asked for
 * makes it nothing else.
 */
export function hashParams(params: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(params)
    .filter(([name]) => name !== 'feedback')
    .map(([name, value]) => [name, name === 'prorationDate' && value !== null ? 'quoted' : value] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
