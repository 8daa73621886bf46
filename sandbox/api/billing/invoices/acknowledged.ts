import { deliveries, events } from '../../../webhooks/records';
import type { Transaction } from '../../kernel';
import type { Invoice } from './invoice';

/** The longest that Stripe waits for `invoice.created` to be acknowledged (seconds). */
export const LONGEST_WAIT = 72 * 3600;

/**
 * Whether an endpoint has refused, and not yet taken, the event that says that an invoice was created. Stripe then
 * holds its finalization back. Deliveries are made in real time, so on a test clock there is nothing to wait for.
 */
export function isRefused(tx: Transaction, invoice: Invoice): boolean {
  if (invoice.test_clock !== null) return false;
  return tx.where(deliveries, 'refused', 'invoice.created').some((delivery) => {
    const object = tx.get(events, delivery.event)?.data.object;
    return object !== undefined && 'id' in object && object.id === invoice.id;
  });
}
