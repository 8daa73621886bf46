import {
  forbiddenState,
  invalidRequest,
  mergeMetadata,
  notImplemented,
  type Transaction,
} from '../../kernel';
import { embedded } from '../envelope';
import { optionsOf } from '../prices/price';
import { buildItem, planOf } from './item';
import { recurrenceOf, usablePrice } from './order';
import type { UpdateParams } from './params';
import type { Subscription, SubscriptionItem } from './subscription';

type ItemChange = NonNullable<UpdateParams['items']>[number];

/**
 * The items as the request wants them. Only what moves no money is done: during a trial, or with
 * `proration_behavior=none`, at an unchanged interval. The rest is refused, never guessed at.
 */
export function changedItems(
  tx: Transaction,
  before: Subscription,
  params: UpdateParams,
): Subscription['items'] {
  if (before.status !== 'trialing' && params.proration_behavior !== 'none') {
    throw notImplemented('prorations: pass proration_behavior=none', 'proration_behavior');
  }
  let items = before.items.data;
  (params.items ?? []).forEach((wanted, i) => {
    items = applied(tx, before, items, wanted, `items[${i}]`);
  });
  if (items.length === 0) {
    const message = 'A subscription must have at least one active item. Cancel the subscription instead.';
    throw forbiddenState(message, { param: 'items' });
  }
  if (new Set(items.map((item) => item.price.id)).size < items.length) {
    const message = 'Cannot add multiple subscription items with the same price.';
    throw forbiddenState(message, { param: 'items' });
  }
  return embedded(items, before.items.url);
}

function applied(
  tx: Transaction,
  subscription: Subscription,
  items: SubscriptionItem[],
  wanted: ItemChange,
  at: string,
): SubscriptionItem[] {
  const { id } = wanted;
  if (id === undefined) return [...items, added(tx, subscription, items, wanted, at)];
  const old = items.find((item) => item.id === id);
  if (!old) throw invalidRequest(`Invalid subscription_item id: ${id}`, { param: `${at}[id]` });
  if (wanted.deleted) return items.filter((item) => item !== old);
  const price =
    wanted.price === undefined ? old.price : fitting(tx, subscription, old, wanted.price, `${at}[price]`);
  const next: SubscriptionItem = {
    ...old,
    metadata: mergeMetadata(old.metadata, wanted.metadata),
    plan: planOf(price),
    price,
    quantity: wanted.quantity ?? (wanted.price === undefined ? (old.quantity ?? 1) : 1),
  };
  return items.map((item) => (item === old ? next : item));
}

function added(
  tx: Transaction,
  subscription: Subscription,
  items: SubscriptionItem[],
  wanted: ItemChange,
  at: string,
): SubscriptionItem {
  const sibling = items[0] ?? subscription.items.data[0];
  if (!sibling) throw new Error(`${subscription.id} has no items.`);
  const param = `${at}[price]`;
  if (wanted.price === undefined) {
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const price = fitting(tx, subscription, sibling, wanted.price, param);
  const item = { id: tx.newId('si'), price, quantity: wanted.quantity ?? 1, metadata: wanted.metadata ?? {} };
  return buildItem(tx, item, subscription.id, { start: tx.now(), end: sibling.current_period_end });
}

/** A price that can stand beside, or in place of, an item without touching the billing cycle. */
function fitting(
  tx: Transaction,
  subscription: Subscription,
  beside: SubscriptionItem,
  id: string,
  param: string,
) {
  const price = usablePrice(tx, id, param);
  if (!optionsOf(tx, price)[subscription.currency]) {
    const message = `The price specified does not support \`${subscription.currency}\`, the subscription's currency.`;
    throw forbiddenState(message, { param });
  }
  const [own, other] = [recurrenceOf(price), recurrenceOf(beside.price)];
  const same = own.interval === other.interval && own.interval_count === other.interval_count;
  if (!same && subscription.status !== 'trialing')
    throw notImplemented('changes of the billing interval', param);
  return price;
}
