import type { Transaction } from '../../kernel';
import type { Price } from '../prices/price';
import { planOf } from './item';
import { isOver, subscriptions } from './subscription';

/** Items show their price as it is now, so a changed price changes the subscriptions that have it. */
export function refreshPrice(tx: Transaction, price: Price): void {
  for (const subscription of tx.all(subscriptions)) {
    if (isOver(subscription) || !subscription.items.data.some((item) => item.price.id === price.id)) continue;
    const data = subscription.items.data.map((item) =>
      item.price.id === price.id ? { ...item, price, plan: planOf(price) } : item,
    );
    tx.put(subscriptions, { ...subscription, items: { ...subscription.items, data } });
  }
}
