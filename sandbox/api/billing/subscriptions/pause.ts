import { defineRoute, forbiddenState, idOf, p, type Transaction } from '../../kernel';
import { unsupported } from '../unsupported';
import { carryOut } from './change/carry-out';
import { pausedNow } from './paused-now';
import { discardPendingUpdate } from './pending-update';
import { type Subscription, subscriptions } from './subscription';

const pauseParams = p.params({
  bill_for: p
    .shape({
      outstanding_usage_through: unsupported('bill_for[outstanding_usage_through]'),
      unused_time_from: p.shape({ type: p.oneOf('item_current_period_start', 'none', 'now') }).optional(),
    })
    .optional(),
  invoicing_behavior: p.oneOf('invoice', 'pending_invoice_item').optional(),
  type: p.oneOf('subscription').optional(),
});

/** Pauses a subscription: it makes no invoices and begins no periods until it is resumed. */
export const pause = defineRoute({
  method: 'POST',
  path: '/v1/subscriptions/:subscription/pause',
  params: pauseParams,
  handle({ tx, params, path, caller }): Subscription {
    const found = tx.addressed(subscriptions, path('subscription'));
    checkPausable(found);
    const before = discardPendingUpdate(tx, found);
    const applied = pausedNow(tx, before, {
      from: params.bill_for?.unused_time_from?.type ?? 'now',
      invoiced: params.invoicing_behavior === 'invoice',
    });
    const paused = carryOut(tx, before, applied, {
      behavior: 'allow_incomplete',
      offSession: true,
      site: caller,
    });
    announce(tx, paused);
    return paused;
  },
});

function checkPausable(subscription: Subscription): void {
  if (subscription.schedule !== null) {
    const message = `The subscription is managed by the subscription schedule \`${idOf(subscription.schedule)}\` and cannot be paused.`;
    throw forbiddenState(message);
  }
  if (['active', 'past_due', 'trialing', 'unpaid'].includes(subscription.status)) return;
  throw forbiddenState(`A subscription that is ${subscription.status} cannot be paused.`);
}

function announce(tx: Transaction, paused: Subscription): void {
  tx.emit('customer.subscription.paused', paused);
}
