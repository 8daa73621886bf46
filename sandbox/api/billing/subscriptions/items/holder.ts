import { noSuch, type Transaction } from '../../../kernel';
import { isOver, type Subscription, subscriptions } from '../subscription';

/** The subscription that has an item. Throws 404 when none has it any more. */
export function holderOf(tx: Transaction, item: string): Subscription {
  const holder = tx.all(subscriptions).find((one) => one.items.data.some(({ id }) => id === item));
  if (!holder || isOver(holder)) throw noSuch('subscription_item', item, 'path');
  tx.follow(holder);
  return holder;
}
