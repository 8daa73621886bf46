import { defineRoute, noSuch, p, paginate, type Transaction } from '../../../kernel';
import { unsupported } from '../../unsupported';
import { applyChange } from '../change/apply';
import { carryOut } from '../change/carry-out';
import type { ChangeRequest } from '../change/request';
import { changedItem, paymentBehavior, prorationBehavior } from '../parts';
import { discardPendingUpdate } from '../pending-update';
import { type Subscription, type SubscriptionItem, subscriptions } from '../subscription';
import { checkUpdate } from '../update-check';
import { holderOf } from './holder';

const { id: _id, deleted: _deleted, clear_usage: _clear, ...itemFields } = changedItem.shape;

const payment = {
  off_session: p.boolean().optional(),
  payment_behavior: paymentBehavior.optional(),
  proration_behavior: prorationBehavior.optional(),
  proration_date: p.timestamp().optional(),
};

const create = defineRoute({
  method: 'POST',
  path: '/v1/subscription_items',
  params: p.params({ ...itemFields, ...payment, subscription: p.text() }),
  handle({ tx, params, caller }): SubscriptionItem {
    const {
      subscription: id,
      expand: _,
      off_session,
      payment_behavior,
      proration_behavior,
      proration_date,
      ...item
    } = params;
    const before = tx.referenced(subscriptions, id, 'subscription');
    const terms = { off_session, payment_behavior, proration_behavior, proration_date, site: caller };
    const after = changed(tx, before, item, terms);
    const known = new Set(before.items.data.map((one) => one.id));
    const added = itemsShown(after).find((one) => !known.has(one.id));
    if (!added) throw new Error(`${before.id} has no new item.`);
    return added;
  },
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/subscription_items/:item',
  params: p.params({ ...itemFields, ...payment }),
  handle({ tx, params, path, caller }): SubscriptionItem {
    const { expand: _, off_session, payment_behavior, proration_behavior, proration_date, ...item } = params;
    const id = path('item');
    const before = holderOf(tx, id);
    const terms = { off_session, payment_behavior, proration_behavior, proration_date, site: caller };
    return itemIn(changed(tx, before, { ...item, id }, terms), id);
  },
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/subscription_items/:item',
  params: p.params({
    clear_usage: unsupported('clear_usage'),
    payment_behavior: paymentBehavior.optional(),
    proration_behavior: prorationBehavior.optional(),
    proration_date: p.timestamp().optional(),
  }),
  handle({ tx, params, path, caller }) {
    const id = path('item');
    changed(tx, holderOf(tx, id), { id, deleted: true }, { ...params, site: caller });
    return { id, object: 'subscription_item' as const, deleted: true as const };
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/subscription_items/:item',
  params: p.none,
  handle: ({ tx, path }): SubscriptionItem => itemIn(holderOf(tx, path('item')), path('item')),
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/subscription_items',
  params: p.params({ ...p.page, subscription: p.text() }),
  handle({ tx, params }) {
    const subscription = tx.referenced(subscriptions, params.subscription, 'subscription');
    return paginate(subscription.items.data, params, '/v1/subscription_items');
  },
});

interface Terms extends Pick<ChangeRequest, 'proration_behavior' | 'proration_date'> {
  off_session?: boolean | undefined;
  payment_behavior?:
    | 'allow_incomplete'
    | 'default_incomplete'
    | 'error_if_incomplete'
    | 'pending_if_incomplete'
    | undefined;
  site: { origin: string };
}

/** A change of one item, as an update of its subscription that changes nothing else. */
function changed(
  tx: Transaction,
  found: Subscription,
  item: NonNullable<ChangeRequest['items']>[number],
  terms: Terms,
): Subscription {
  checkUpdate(found, { items: [item], payment_behavior: terms.payment_behavior });
  const before = discardPendingUpdate(tx, found);
  const applied = applyChange(tx, before, {
    items: [item],
    itemsParam: 'items',
    proration_behavior: terms.proration_behavior,
    proration_date: terms.proration_date,
  });
  return carryOut(tx, before, applied, {
    behavior: terms.payment_behavior ?? 'allow_incomplete',
    offSession: terms.off_session ?? false,
    site: terms.site,
  });
}

function itemIn(subscription: Subscription, id: string): SubscriptionItem {
  const item = subscription.items.data.find((one) => one.id === id);
  if (!item) throw noSuch('subscription_item', id, 'path');
  return item;
}

/** The items with those that wait for a payment. */
function itemsShown(subscription: Subscription): SubscriptionItem[] {
  return subscription.pending_update?.subscription_items ?? subscription.items.data;
}

export const subscriptionItemRoutes = [create, retrieve, update, remove, list];
