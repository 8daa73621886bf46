import { defineRoute, idOf, p, paginate, visible, within } from '../../kernel';
import { customers } from '../../payments';
import { cancelNow } from './cancel-now';
import { create } from './create';
import { listParams } from './params';
import { pause } from './pause';
import { resume } from './resume';
import { isOver, type Subscription, subscriptions } from './subscription';
import { update } from './update';

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/subscriptions/:subscription',
  params: p.none,
  handle: ({ tx, path }): Subscription => tx.addressed(subscriptions, path('subscription')),
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/subscriptions',
  params: listParams,
  handle({ tx, params }) {
    const { customer, price, plan, collection_method, status } = params;
    if (customer !== undefined) tx.referenced(customers, customer, 'customer');
    const from =
      customer === undefined
        ? visible(tx, tx.all(subscriptions), params.test_clock)
        : tx.where(subscriptions, 'customer', customer);
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

export const subscriptionRoutes = [create, retrieve, update, cancelNow, pause, resume, list];
