import type Stripe from 'stripe';
import type { MirrorRecord } from '../../records';
import { toPrice, toProduct } from './map/catalog';
import { toCustomer } from './map/customer';
import { toDispute } from './map/dispute';
import { toInvoice } from './map/invoice';
import { toPayment, toPaymentMethod } from './map/payment';
import { toRefund } from './map/refund';
import { toSubscription } from './map/subscription';

/** An object of the mirror and whatever came complete with it in the same answer. */
export type Complete = readonly [MirrorRecord, ...MirrorRecord[]];

/** What is read along with each kind, so that one call brings all that the mirror keeps of it. */
export const EXPAND = {
  customer: ['tax_ids'],
  product: [],
  price: ['currency_options'],
  subscription: [
    'latest_invoice.payments',
    'default_payment_method',
    'items.data.price.currency_options',
    'schedule',
    'discounts.source.coupon',
  ],
  invoice: ['payments'],
  payment: ['latest_charge', 'payment_method'],
  refund: ['payment_intent.latest_charge', 'payment_intent.payment_method'],
  dispute: ['payment_intent.latest_charge', 'payment_intent.payment_method'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Reference<T> = string | T | null;

/** A card that is kept; one used once, or let go, belongs to nobody's list. */
function keptMethod(method: Reference<Stripe.PaymentMethod>): MirrorRecord[] {
  const kept = method !== null && typeof method === 'object' && method.customer !== null;
  return kept ? [toPaymentMethod(method)] : [];
}

function paymentOf(intent: Reference<Stripe.PaymentIntent>): MirrorRecord[] {
  return intent !== null && typeof intent === 'object' ? [...complete.payment(intent)] : [];
}

/** The records of each kind's objects, read with EXPAND. */
export const complete = {
  customer: (customer: Stripe.Customer): Complete => [toCustomer(customer)],
  product: (product: Stripe.Product): Complete => [toProduct(product)],
  price: (price: Stripe.Price): Complete => [toPrice(price)],
  subscription(subscription: Stripe.Subscription): Complete {
    const { latest_invoice: invoice, default_payment_method: method } = subscription;
    return [
      toSubscription(subscription),
      ...(invoice !== null && typeof invoice === 'object' ? [toInvoice(invoice)] : []),
      ...keptMethod(method),
    ];
  },
  invoice: (invoice: Stripe.Invoice): Complete => [toInvoice(invoice)],
  payment: (intent: Stripe.PaymentIntent): Complete => [
    toPayment(intent),
    ...keptMethod(intent.payment_method),
  ],
  // What a refund or a dispute does to its payment is as much news as itself.
  refund: (refund: Stripe.Refund): Complete => [toRefund(refund), ...paymentOf(refund.payment_intent)],
  dispute: (dispute: Stripe.Dispute): Complete => [toDispute(dispute), ...paymentOf(dispute.payment_intent)],
};
