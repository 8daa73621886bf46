import { idOf, type Transaction } from '../../kernel';
import type { Invoice } from '../invoices/invoice';
import { rememberCurrency } from './methods';
import { followEntitlements, type Subscription, subscriptions } from './subscription';

/**
 * Begins a subscription whose invoices are sent: it is active at once, and its first invoice stays a draft for an hour
 * (only `charge_automatically` finalizes it as part of the request, documented at `subscriptions.create`).
 */
export function beginSent(tx: Transaction, begun: Subscription, draft: Invoice): Subscription {
  const status = begun.trial_end === null ? 'active' : 'trialing';
  const subscription = tx.put(subscriptions, { ...begun, status });
  tx.emit('customer.subscription.created', subscription);
  tx.emit('invoice.created', draft);
  followEntitlements(tx, subscription);
  rememberCurrency(tx, idOf(begun.customer) ?? '', begun.currency);
  tx.arrangeEvents([
    'customer.updated',
    'customer.subscription.created',
    'invoice.created',
    'invoiceitem.created',
  ]);
  return subscription;
}
