import { defineRoute, idOf, noSuch, notImplemented, p, paginate, within } from '../../kernel';
import { customers } from '../../payments';
import { create } from './create';
import { cancel } from './lifecycle';
import { cancelParams, listParams } from './params';
import { isOver, type Subscription, subscriptions } from './subscription';
import { update } from './update';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/subscriptions/:subscription',
  params: p.none,
  handle: ({ tx, path }): Subscription => tx.addressed(subscriptions, path('subscription')),
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/subscriptions/:subscription',
  params: cancelParams,
  handle({ tx, params, path }): Subscription {
    if (params.prorate) throw notImplemented('credits for the unused time', 'prorate');
    if (params.invoice_now) throw notImplemented('a final invoice', 'invoice_now');
    const subscription = tx.addressed(subscriptions, path('subscription'));
    if (isOver(subscription)) throw noSuch('subscription', subscription.id, 'path');
    const { comment, feedback } = params.cancellation_details ?? {};
    return cancel(tx, subscription, { comment: comment ?? null, feedback: feedback ?? null });
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/subscriptions',
  params: listParams,
  handle({ tx, params }) {
    const { customer, price, plan, collection_method, status } = params;
    if (customer !== undefined) tx.referenced(customers, customer, 'customer');
    const from =
      customer === undefined ? tx.all(subscriptions) : tx.where(subscriptions, 'customer', customer);
    const matching = from.filter((subscription) => {
      const items = subscription.items.data;
      return (
        hasStatus(subscription, status) &&
        (price === undefined || items.some((item) => item.price.id === price)) &&
        (plan === undefined || items.some((item) => item.plan.id === plan)) &&
        (collection_method === undefined || subscription.collection_method === collection_method) &&
        (params.test_clock === undefined || idOf(subscription.test_clock) === params.test_clock) &&
        within(subscription.created, params.created) &&
        items.some((item) => within(item.current_period_start, params.current_period_start)) &&
        items.some((item) => within(item.current_period_end, params.current_period_end))
      );
    });
    return paginate(matching, params, '/v1/subscriptions');
  },
});

/** Without a status everything but the canceled is listed; `ended` means both ways of being over. */
function hasStatus(subscription: Subscription, wanted: string | undefined): boolean {
  if (wanted === undefined) return subscription.status !== 'canceled';
  if (wanted === 'all') return true;
  return wanted === 'ended' ? isOver(subscription) : subscription.status === wanted;
}

export const subscriptionRoutes = [create, retrieve, update, remove, list];
