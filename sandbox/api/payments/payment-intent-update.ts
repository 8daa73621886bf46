import type { z } from 'zod';
import { type Caller, mergeMetadata, type Transaction } from '../kernel';
import { fullAddress } from './address';
import { liveCustomer } from './customer';
import { beginAnew, unexpectedState } from './intent-life';
import { methodNamed, requireOwnMethod, withMethod } from './intent-requests';
import { requireAmount } from './minimum-amount';
import { advance, type CardOptions, type PaymentIntent, withCardOptions } from './payment-intent';
import type { updateParams } from './payment-intent-params';
import { paymentLife } from './payment-life';

export type PaymentIntentChange = Omit<z.output<typeof updateParams>, 'expand'>;

/** What may still be changed of an intent that has ended. */
const ALWAYS = new Set(['metadata', 'description', 'receipt_email']);

/** Applies a change; the error of the last attempt is forgotten. Throws 400 when the intent's state forbids it. */
export function changePaymentIntent(
  tx: Transaction,
  intent: PaymentIntent,
  change: PaymentIntentChange,
  caller: Caller,
): PaymentIntent {
  requireChangeable(intent, change);
  const { amount = intent.amount, currency = intent.currency } = change;
  requireAmount(amount, currency);
  const changed = advance(tx, intent, {
    ...fieldsOf(change),
    amount,
    currency,
    metadata: mergeMetadata(intent.metadata, change.metadata),
    payment_method_options: withCardOptions(intent, cardOptionsOf(change)),
    ...(change.customer === undefined ? {} : { customer: liveCustomer(tx, change.customer).id }),
    last_payment_error: null,
  });
  const method = methodNamed(tx, change, caller);
  if (method === undefined && change.customer !== undefined) requireOwnMethod(tx, changed);
  if (method !== undefined) return withMethod(tx, paymentLife, changed, method);
  // What the buyer is being asked to confirm must be what is charged (inferred).
  const otherTerms = amount !== intent.amount || currency !== intent.currency;
  return otherTerms && intent.status === 'requires_action' ? beginAnew(tx, paymentLife, changed) : changed;
}

type Plain =
  | 'allowed_payment_method_types'
  | 'capture_method'
  | 'description'
  | 'excluded_payment_method_types'
  | 'receipt_email'
  | 'setup_future_usage'
  | 'shipping'
  | 'statement_descriptor'
  | 'statement_descriptor_suffix';

/** What a request says of fields that an intent takes over as they are. */
export function fieldsOf(given: Partial<Pick<PaymentIntentChange, Plain>>): Partial<PaymentIntent> {
  const { shipping, ...plain } = given;
  const next: Partial<PaymentIntent> = {};
  if (plain.allowed_payment_method_types)
    next.allowed_payment_method_types = plain.allowed_payment_method_types;
  if (plain.capture_method !== undefined) next.capture_method = plain.capture_method;
  if (plain.description !== undefined) next.description = plain.description;
  if (plain.excluded_payment_method_types !== undefined) {
    next.excluded_payment_method_types = plain.excluded_payment_method_types;
  }
  if (plain.receipt_email !== undefined) next.receipt_email = plain.receipt_email;
  if (plain.setup_future_usage !== undefined) next.setup_future_usage = plain.setup_future_usage;
  if (plain.statement_descriptor !== undefined) next.statement_descriptor = plain.statement_descriptor;
  if (plain.statement_descriptor_suffix !== undefined) {
    next.statement_descriptor_suffix = plain.statement_descriptor_suffix;
  }
  if (shipping !== undefined) next.shipping = shipping && fullShipping(shipping);
  return next;
}

/** What a request says of cards; an empty value falls back to what the intent says. */
export function cardOptionsOf(
  given: Pick<PaymentIntentChange, 'payment_method_options'>,
): Partial<CardOptions> {
  const wishes = given.payment_method_options?.card;
  const options: Partial<CardOptions> = {};
  if (wishes?.request_three_d_secure) options.request_three_d_secure = wishes.request_three_d_secure;
  if (wishes?.setup_future_usage) options.setup_future_usage = wishes.setup_future_usage;
  if (wishes?.capture_method) options.capture_method = wishes.capture_method;
  return options;
}

type Shipping = NonNullable<PaymentIntent['shipping']>;

/** Shipping with the fields that Stripe fills in itself. */
export function fullShipping(shipping: {
  address?: Parameters<typeof fullAddress>[0] | undefined;
  name?: string | undefined;
  carrier?: string | null | undefined;
  phone?: string | null | undefined;
  tracking_number?: string | null | undefined;
}): Shipping {
  return {
    address: fullAddress(shipping.address ?? {}),
    carrier: shipping.carrier ?? null,
    ...(shipping.name === undefined ? {} : { name: shipping.name }),
    phone: shipping.phone ?? null,
    tracking_number: shipping.tracking_number ?? null,
  };
}

function requireChangeable(intent: PaymentIntent, change: PaymentIntentChange): void {
  if (!['succeeded', 'canceled', 'processing', 'requires_capture'].includes(intent.status)) return;
  const forbidden = Object.entries(change).find(
    ([field, value]) => value !== undefined && !ALWAYS.has(field),
  );
  if (!forbidden) return;
  throw unexpectedState(
    intent,
    `This PaymentIntent's ${forbidden[0]} could not be updated because it has a status of ${intent.status}. You may ` +
      'only update the metadata, description and receipt_email of a PaymentIntent with this status.',
  );
}
