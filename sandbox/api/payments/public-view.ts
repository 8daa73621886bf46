import type { Caller } from '../kernel';
import type { PaymentIntent } from './payment-intent';
import type { SetupIntent } from './setup-intent';

/** What a publishable key gets to see of a payment intent: no metadata, no customer, nothing of the merchant's. */
const PAYMENT_FIELDS = [
  'id',
  'object',
  'amount',
  'amount_details',
  'automatic_payment_methods',
  'canceled_at',
  'cancellation_reason',
  'capture_method',
  'client_secret',
  'confirmation_method',
  'created',
  'currency',
  'description',
  'last_payment_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_types',
  'processing',
  'receipt_email',
  'setup_future_usage',
  'shipping',
  'source',
  'status',
] as const satisfies readonly (keyof PaymentIntent)[];

const SETUP_FIELDS = [
  'id',
  'object',
  'automatic_payment_methods',
  'cancellation_reason',
  'client_secret',
  'created',
  'description',
  'last_setup_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_types',
  'status',
  'usage',
] as const satisfies readonly (keyof SetupIntent)[];

export type PublicPaymentIntent = Pick<PaymentIntent, (typeof PAYMENT_FIELDS)[number]>;
export type PublicSetupIntent = Pick<SetupIntent, (typeof SETUP_FIELDS)[number]>;

/** The intent as the caller may see it. */
export function visiblePayment(intent: PaymentIntent, caller: Caller): PaymentIntent | PublicPaymentIntent {
  return caller.key === 'secret' ? intent : pick(intent, PAYMENT_FIELDS);
}

/** The intent as the caller may see it. */
export function visibleSetup(intent: SetupIntent, caller: Caller): SetupIntent | PublicSetupIntent {
  return caller.key === 'secret' ? intent : pick(intent, SETUP_FIELDS);
}

function pick<T extends object, Field extends keyof T>(whole: T, fields: readonly Field[]): Pick<T, Field> {
  const part: Partial<Pick<T, Field>> = {};
  for (const field of fields) part[field] = whole[field];
  if (!isComplete(part, fields)) throw new Error('A field was lost on the way to the public view.');
  return part;
}

function isComplete<T, Field extends keyof T>(
  part: Partial<Pick<T, Field>>,
  fields: readonly Field[],
): part is Pick<T, Field> {
  return fields.every((field) => field in part);
}
