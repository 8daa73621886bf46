import { createHash } from 'node:crypto';
import { z } from 'zod';

export const OPERATION_STATES = [
  'open',
  'awaiting_buyer',
  'unknown',
  'needs_human',
  'done',
  'refused',
] as const;

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
  }),
  start_payment: z.strictObject({
    lookupKey: z.string(),
    amount: z.number().int(),
    currency: z.string(),
    description: z.string(),
  }),
} as const;

export type Purpose = keyof typeof paramsSchemas;
export type Params<P extends Purpose> = z.infer<(typeof paramsSchemas)[P]>;

const base = {
  id: z.uuid(),
  userId: z.uuid(),
  slot: z.string(),
  paramsHash: z.string(),
  state: z.enum(OPERATION_STATES),
  attempts: z.number().int(),
  firstSentAt: z.date().nullable(),
  keySpentAt: z.date().nullable(),
  objectType: z.enum(['subscription', 'payment', 'customer']).nullable(),
  objectId: z.string().nullable(),
  refusalCode: z.string().nullable(),
  leaseToken: z.uuid().nullable(),
};

/** A row of payment_operations. */
export const operationSchema = z.discriminatedUnion('purpose', [
  z.object({ ...base, purpose: z.literal('create_customer'), params: paramsSchemas.create_customer }),
  z.object({ ...base, purpose: z.literal('start_subscription'), params: paramsSchemas.start_subscription }),
  z.object({ ...base, purpose: z.literal('start_payment'), params: paramsSchemas.start_payment }),
]);
export type Operation = z.infer<typeof operationSchema>;
export type OperationOf<P extends Purpose> = Extract<Operation, { purpose: P }>;

/** A hash by which changed parameters are known, whatever order their keys are in. */
export function hashParams(params: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(params).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
