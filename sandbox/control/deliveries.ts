import { retryNow } from '../webhooks/by-hand';
import { type Delivery, deliveries } from '../webhooks/records';
import { defineControl, none, Refusal } from './define';

/** What the controls show of a delivery; its tries are shown one delivery at a time. */
export function deliveryLine(account: string, item: Delivery) {
  return {
    id: item.id,
    account,
    event_id: item.event,
    type: item.type,
    target: item.target,
    url: item.url,
    attempts: item.attempts,
    state: item.state,
    last_status: item.last_status,
    next_attempt_at: item.next_attempt_at,
    created: item.created,
  };
}

/** Webhook deliveries of every account, newest first in each. */
export const listDeliveries = defineControl({
  method: 'GET',
  path: '/deliveries',
  body: none,
  run({ parts: { ledger }, query }) {
    const event = query.get('event_id');
    const data = ledger.store.accountNames().flatMap((account) => {
      const tx = ledger.begin(account);
      const items = event === null ? tx.all(deliveries) : tx.where(deliveries, 'event', event);
      return items.map((item) => deliveryLine(account, item));
    });
    return { data };
  },
});

/** One delivery with each of its tries. */
export const showDelivery = defineControl({
  method: 'GET',
  path: '/deliveries/:id',
  body: none,
  run({ parts: { ledger }, id }) {
    for (const account of ledger.store.accountNames()) {
      const item = ledger.begin(account).get(deliveries, id);
      if (item) return { ...deliveryLine(account, item), history: item.history };
    }
    return new Refusal(404, `No such delivery: '${id}'`);
  },
});

/** Tries one delivery again at once. */
export const retryDelivery = defineControl({
  method: 'POST',
  path: '/deliveries/:id/retry',
  body: none,
  run({ parts: { ledger, dispatcher }, id }) {
    if (retryNow(ledger, dispatcher, id) === 0) return new Refusal(404, `No such delivery: '${id}'`);
    return { id, retried: 1 };
  },
});

/** Lets everything that waits for its next try go at once. */
export const retryAll = defineControl({
  method: 'POST',
  path: '/deliveries/retry',
  body: none,
  run: ({ parts: { ledger, dispatcher } }) => ({ retried: retryNow(ledger, dispatcher, null) }),
});
