import { forbiddenState, idOf, invalidRequest, mergeMetadata, type Transaction } from '../../../kernel';
import { optionsOf, type Price, prices } from '../../prices/price';
import { inlinePrice } from '../inline-price';
import { buildItem, planOf } from '../item';
import { itemDiscounts } from '../item-discounts';
import { quantityOf, recurrenceOf, usablePrice } from '../order';
import type { ItemChange } from '../parts';
import { customerIdOf, type Subscription, type SubscriptionItem } from '../subscription';
import type { ChangeRequest } from './request';

/** The items as a request wants them, in their present periods. Throws 400. */
export function changedItems(
  tx: Transaction,
  before: Subscription,
  request: Pick<ChangeRequest, 'items' | 'itemsParam' | 'planned'>,
): SubscriptionItem[] {
  let items = before.items.data;
  (request.items ?? []).forEach((wanted, i) => {
    const at = `${request.itemsParam}[${i}]`;
    items = applied(tx, before, items, wanted, { at, planned: request.planned });
  });
  const [first] = items;
  if (!first) {
    const message = 'A subscription must have at least one active item. Cancel the subscription instead.';
    throw forbiddenState(message, { param: request.itemsParam });
  }
  if (new Set(items.map((item) => item.price.id)).size < items.length) {
    const message = 'Cannot add multiple subscription items with the same price.';
    throw forbiddenState(message, { param: request.itemsParam });
  }
  for (const item of items) refuseMixed(first.price, item.price, request.itemsParam);
  return items;
}

/** Where an item is in the request, for its errors, and whether it was accepted before. */
interface Place {
  at: string;
  planned: boolean | undefined;
}

function applied(
  tx: Transaction,
  subscription: Subscription,
  items: SubscriptionItem[],
  wanted: ItemChange,
  place: Place,
): SubscriptionItem[] {
  const { id } = wanted;
  const { at } = place;
  if (id === undefined) return [...items, added(tx, subscription, items, wanted, place)];
  const old = items.find((item) => item.id === id);
  if (!old) throw invalidRequest(`Invalid subscription_item id: ${id}`, { param: `${at}[id]` });
  if (wanted.deleted) return items.filter((item) => item !== old);
  const price = priceOf(tx, subscription, wanted, place) ?? old.price;
  const replaced = price.id !== old.price.id;
  const asked = wanted.quantity ?? (replaced ? undefined : old.quantity);
  const { quantity: _, ...kept } = old;
  const quantity = quantityOf(price, asked, `${at}[quantity]`);
  const next: SubscriptionItem = {
    ...kept,
    discounts: discountsOf(tx, subscription, wanted, price, { id, held: old.discounts }),
    metadata: mergeMetadata(old.metadata, wanted.metadata),
    plan: planOf(price),
    price,
    ...(price.recurring?.usage_type === 'metered' ? {} : { quantity }),
  };
  return items.map((item) => (item === old ? next : item));
}

function added(
  tx: Transaction,
  subscription: Subscription,
  items: SubscriptionItem[],
  wanted: ItemChange,
  place: Place,
): SubscriptionItem {
  const { at } = place;
  const sibling = items[0] ?? subscription.items.data[0];
  if (!sibling) throw new Error(`${subscription.id} has no items.`);
  const price = priceOf(tx, subscription, wanted, place);
  if (!price) {
    const param = `${at}[price]`;
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const quantity = quantityOf(price, wanted.quantity, `${at}[quantity]`);
  const id = tx.newId('si');
  const period = { start: tx.now(), end: sibling.current_period_end };
  const item = buildItem(
    tx,
    { id, price, quantity, metadata: wanted.metadata ?? {} },
    subscription.id,
    period,
  );
  return { ...item, discounts: discountsOf(tx, subscription, wanted, price, { id, held: [] }) };
}

function discountsOf(
  tx: Transaction,
  subscription: Subscription,
  wanted: ItemChange,
  price: Price,
  item: { id: string; held: SubscriptionItem['discounts'] },
): string[] {
  const held = item.held.flatMap((one) => idOf(one) ?? []);
  if (wanted.discounts === undefined) return held;
  return itemDiscounts(tx, wanted.discounts, {
    held,
    id: item.id,
    price,
    currency: subscription.currency,
    customer: customerIdOf(subscription),
    subscription: subscription.id,
  });
}

/** The price a request names or makes; undefined when it says nothing of one. Throws 400. */
function priceOf(
  tx: Transaction,
  subscription: Subscription,
  wanted: ItemChange,
  { at, planned }: Place,
): Price | undefined {
  if (wanted.price_data) {
    if (wanted.price === undefined)
      return inlinePrice(tx, wanted.price_data, `${at}[price_data]`, subscription.currency);
    const message = 'You may only specify one of these parameters: price, price_data.';
    throw invalidRequest(message, { param: at });
  }
  if (wanted.price === undefined) return undefined;
  const param = `${at}[price]`;
  // A price that was made inactive may stay where it is.
  const held = subscription.items.data.find(
    (item) => item.price.id === wanted.price && item.id === wanted.id,
  );
  const found = planned ? tx.referenced(prices, wanted.price, param) : undefined;
  const price = held?.price ?? found ?? usablePrice(tx, wanted.price, param);
  if (optionsOf(tx, price)[subscription.currency]) return price;
  const message = `The price specified does not support \`${subscription.currency}\`, the subscription's currency.`;
  throw forbiddenState(message, { param });
}

/** All items of a subscription are billed together. */
function refuseMixed(one: Price, other: Price, param: string): void {
  const [a, b] = [recurrenceOf(one), recurrenceOf(other)];
  if (a.interval === b.interval && a.interval_count === b.interval_count) return;
  const message = 'The sandbox does not implement subscriptions whose prices have different intervals.';
  throw invalidRequest(message, { param });
}
