import type { FormValue } from '../api/kernel/form';
import type { Subject } from '../api/kernel/interference';
import type { Transaction } from '../api/kernel/transaction';
import { isHash, textAt } from './dig';

type Update = [name: string, kind: 'payment_intent' | 'quantity'];

/** The limits on single objects that a request counts towards. */
export function updatesOf({ method, route, path, params }: Subject): Update[] {
  if (method !== 'POST') return [];
  const id = path.split('/')[3] ?? '';
  switch (route) {
    case '/v1/payment_intents/:intent':
    case '/v1/payment_intents/:intent/confirm':
    case '/v1/payment_intents/:intent/capture':
    case '/v1/payment_intents/:intent/cancel':
      return [[`payment intent ${id}`, 'payment_intent']];
    case '/v1/subscriptions/:subscription':
      return changesQuantity(params.items) ? [[`quantity ${id}`, 'quantity']] : [];
    case '/v1/subscription_items/:item':
      return 'quantity' in params ? [[`quantity ${id}`, 'quantity']] : [];
    default:
      return [];
  }
}

function changesQuantity(items: FormValue | undefined): boolean {
  return Array.isArray(items) && items.some((item) => isHash(item) && 'quantity' in item);
}

/** The customer and the meter of a meter event: Stripe takes one at a time for each pair. */
export function meterEventOf({ method, route, params }: Subject): string | null {
  if (method !== 'POST' || route !== '/v1/billing/meter_events') return null;
  const customer = textAt(params, 'payload', 'stripe_customer_id');
  const meter = textAt(params, 'event_name');
  return customer === null || meter === null ? null : `${meter} ${customer}`;
}

/** The subscription of each invoice that a transaction made. */
export function newInvoicesOf(tx: Transaction): string[] {
  return tx.emissions.flatMap(({ type, object }) => {
    if (type !== 'invoice.created') return [];
    const subscription = textAt(object, 'parent', 'subscription_details', 'subscription');
    return subscription === null ? [] : [subscription];
  });
}
