import type { Transaction } from '../../kernel';
import { settingsOf } from '../settings';
import type { Invoice } from './invoice';

const DAY = 86_400;

/**
 * When an invoice is tried again if the attempt that is due now fails (unix seconds); null after the last. The days
 * of the schedule count from the first attempt, which follows the finalization.
 */
export function nextTry(tx: Transaction, invoice: Invoice): number | null {
  const days = settingsOf(tx).retry_days[invoice.attempt_count];
  if (days === undefined) return null;
  const planned = (invoice.status_transitions.finalized_at ?? tx.now()) + days * DAY;
  return planned > tx.now() ? planned : tx.now() + DAY;
}
