import { forbiddenState, type Transaction } from '../../kernel';
import { refreshPrice } from '../subscriptions/refresh-price';
import { prices } from './price';

/**
 * Makes a lookup key free for a price. Whoever holds it, active or not, loses it when the request says so.
 * Throws 400 when it is held and must not be moved.
 */
export function claimLookupKey(tx: Transaction, key: string, claimant: string, transfer = false): void {
  for (const holder of tx.where(prices, 'lookup_key', key)) {
    if (holder.id === claimant) continue;
    if (!transfer) {
      throw forbiddenState(`A price (\`${holder.id}\`) already uses that lookup key.`, {
        param: 'lookup_key',
      });
    }
    const after = tx.put(prices, { ...holder, lookup_key: null });
    tx.emitUpdated('price.updated', holder, after);
    refreshPrice(tx, after);
  }
}
