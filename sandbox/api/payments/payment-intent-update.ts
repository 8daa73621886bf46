import type { z } from 'zod';
import { forbiddenState, idOf, mergeMetadata, type Transaction } from '../kernel';
import { fullAddress } from './address';
import { liveCustomer } from './customer';
import { requireMinimum } from './minimum-amount';
import { advance, type PaymentIntent } from './payment-intent';
import type { updateParams } from './payment-intent-params';
import { requireUsable, resolveMethod } from './payment-method-attach';

export type PaymentIntentChange = Omit<z.output<typeof updateParams>, 'expand'>;

/** What may still be changed of an intent that has ended. */
const ALWAYS = new Set(['metadata', 'description', 'receipt_email']);

/** Applies a change. Throws 400 when the intent's state forbids it. */
export function changePaymentIntent(
  tx: Transaction,
  intent: PaymentIntent,
  change: PaymentIntentChange,
): PaymentIntent {
  requireChangeable(intent, change);
  if (change.amount !== undefined) requireMinimum(change.amount, change.currency ?? intent.currency);
  const next: Partial<PaymentIntent> = { metadata: mergeMetadata(intent.metadata, change.metadata) };
  if (change.amount !== undefined) next.amount = change.amount;
  if (change.currency !== undefined) next.currency = change.currency;
  if (change.customer !== undefined) next.customer = liveCustomer(tx, change.customer).id;
  if (change.description !== undefined) next.description = change.description;
  if (change.receipt_email !== undefined) next.receipt_email = change.receipt_email;
  if (change.setup_future_usage !== undefined) next.setup_future_usage = change.setup_future_usage;
  if (change.statement_descriptor !== undefined) next.statement_descriptor = change.statement_descriptor;
  if (change.statement_descriptor_suffix !== undefined) {
    next.statement_descriptor_suffix = change.statement_descriptor_suffix;
  }
  if (change.shipping !== undefined) next.shipping = change.shipping && fullShipping(change.shipping);
  if (change.payment_method !== undefined) {
    const method = resolveMethod(tx, change.payment_method);
    requireUsable(tx, method, change.customer ?? idOf(intent.customer));
    next.payment_method = method.id;
    if (intent.status === 'requires_payment_method') next.status = 'requires_confirmation';
  }
  return advance(tx, intent, next);
}

/** Shipping with the fields that Stripe fills in itself. */
export function fullShipping(shipping: {
  address: Parameters<typeof fullAddress>[0];
  name: string;
  phone?: string | undefined;
}): NonNullable<PaymentIntent['shipping']> {
  return {
    address: fullAddress(shipping.address),
    carrier: null,
    name: shipping.name,
    phone: shipping.phone ?? null,
    tracking_number: null,
  };
}

function requireChangeable(intent: PaymentIntent, change: PaymentIntentChange): void {
  if (!['succeeded', 'canceled', 'processing', 'requires_capture'].includes(intent.status)) return;
  const forbidden = Object.entries(change).find(
    ([field, value]) => value !== undefined && !ALWAYS.has(field),
  );
  if (!forbidden) return;
  throw forbiddenState(
    `This PaymentIntent's ${forbidden[0]} could not be updated because it has a status of ${intent.status}. You may ` +
      'only update the metadata, description and receipt_email of a PaymentIntent with this status.',
    { code: 'payment_intent_unexpected_state', payment_intent: intent },
  );
}
