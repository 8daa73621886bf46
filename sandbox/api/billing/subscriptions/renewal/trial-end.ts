import type { Transaction } from '../../../kernel';
import { endAsPlanned } from '../lifecycle';
import { methodOf } from '../methods';
import { followEntitlements, type Subscription, subscriptions } from '../subscription';
import { noteGiven } from './notices';
import { renew } from './renew';

/** Warns that a trial will end. */
export function announceTrialEnd(tx: Transaction, subscription: Subscription): void {
  noteGiven(tx, subscription.id, 'subscription.trial_will_end', subscription.trial_end ?? 0);
  tx.emit('customer.subscription.trial_will_end', subscription);
}

/** Ends a trial: the subscription is active before its first real invoice is collected. */
export function endTrial(tx: Transaction, subscription: Subscription): void {
  switch (atEnd(tx, subscription)) {
    case 'cancel':
      endAsPlanned(tx, subscription);
      return;
    case 'pause':
      pause(tx, subscription);
      return;
    case 'create_invoice':
      renew(tx, subscription, { status: 'active' });
  }
}

/** With a way to pay there is nothing to decide. */
function atEnd(tx: Transaction, subscription: Subscription): 'cancel' | 'pause' | 'create_invoice' {
  if (subscription.collection_method === 'send_invoice' || methodOf(tx, subscription) !== null) {
    return 'create_invoice';
  }
  switch (subscription.trial_settings?.end_behavior.missing_payment_method) {
    case 'cancel':
      return 'cancel';
    case 'pause':
      return 'pause';
    default:
      return 'create_invoice';
  }
}

function pause(tx: Transaction, subscription: Subscription): void {
  const paused = tx.put(subscriptions, {
    ...subscription,
    status: 'paused',
    status_details: {
      paused: {
        subscription: { type: 'trial_end_without_payment_method' },
        transitioned_at: tx.now(),
        type: 'subscription',
      },
    },
  });
  tx.emit('customer.subscription.paused', paused);
  tx.emitUpdated('customer.subscription.updated', subscription, paused);
  followEntitlements(tx, paused);
}
