import { products } from '../../api/billing/products/product';
import { type Subscription, subscriptions } from '../../api/billing/subscriptions/subscription';
import { idOf } from '../../api/kernel';
import { type Html, html } from '../html';
import { customerLink, customerName, idLink } from '../parts/links';
import { listPage } from '../parts/list-page';
import { moment, pill } from '../parts/words';
import type { View } from '../view';

export const subscriptionsPage = listPage({
  path: 'subscriptions',
  title: 'Subscriptions',
  collection: subscriptions,
  empty: 'Nobody has subscribed yet.',
  words: (view, one) => `${customerName(view, idOf(one.customer) ?? '')} ${one.status} ${plans(view, one)}`,
  columns: (view) => [
    { name: 'Plan', cell: (one) => html`${idLink(view, one.id, plans(view, one))}<small>${one.id}</small>` },
    { name: 'Customer', cell: (one) => customerLink(view, one.customer) },
    { name: 'Status', cell: (one) => html`${pill(one.status)}${notes(one)}` },
    { name: 'Next period', cell: (one) => moment(periodEnd(one)) },
    { name: 'Created', cell: (one) => moment(one.created) },
  ],
});

/** What somebody is subscribed to: `3 × Team, monthly`. */
function plans(view: View, subscription: Subscription): string {
  return subscription.items.data
    .map(({ price, quantity }) => {
      const product = view.tx.get(products, idOf(price.product) ?? '')?.name ?? price.id;
      const every = price.recurring ? ` / ${price.recurring.interval}` : '';
      return `${quantity !== undefined && quantity !== 1 ? `${quantity} × ` : ''}${product}${every}`;
    })
    .join(', ');
}

function notes(subscription: Subscription): Html | null {
  if (subscription.status === 'canceled') return null;
  if (subscription.cancel_at !== null) return html`<small>ends ${moment(subscription.cancel_at)}</small>`;
  return subscription.pause_collection ? html`<small>collection paused</small>` : null;
}

function periodEnd(subscription: Subscription): number | null {
  const ends = subscription.items.data.map((item) => item.current_period_end);
  return subscription.ended_at === null && ends.length > 0 ? Math.min(...ends) : null;
}
