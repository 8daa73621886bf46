import { type Due, defineDuties, type Transaction } from '../../../kernel';
import { settingsOf } from '../../settings';
import { change, isOver, type Subscription, subscriptions } from '../subscription';
import { wasGiven } from './notices';
import { plannedEnd } from './planned-end';
import { renew } from './renew';
import { nextEnd } from './roll';
import { announceTrialEnd, endTrial } from './trial-end';
import { announceUpcoming } from './upcoming';

const DAY = 86_400;
const TRIAL_NOTICE = 3 * DAY;

/** What a subscription's calendar makes due. */
defineDuties(subscriptions, {
  due(tx, subscription) {
    if (isOver(subscription) || subscription.status === 'incomplete') return [];
    return [
      ...ending(subscription),
      ...resuming(subscription),
      ...trialWarning(tx, subscription),
      ...renewal(tx, subscription),
    ];
  },
  run: {
    'subscription.cancel': plannedEnd,
    'subscription.resume_collection': (tx, subscription) => {
      change(tx, subscription, { pause_collection: null });
    },
    'subscription.trial_will_end': announceTrialEnd,
    'subscription.upcoming': announceUpcoming,
    'subscription.renew': (tx, subscription) => {
      if (subscription.status === 'trialing') endTrial(tx, subscription);
      else renew(tx, subscription);
    },
  },
});

function ending({ cancel_at }: Subscription): Due[] {
  return cancel_at === null ? [] : [{ kind: 'subscription.cancel', at: cancel_at }];
}

function resuming({ pause_collection }: Subscription): Due[] {
  const at = pause_collection?.resumes_at ?? null;
  return at === null ? [] : [{ kind: 'subscription.resume_collection', at }];
}

/** Three days before the end, or at once where the trial is shorter. */
function trialWarning(tx: Transaction, { id, status, trial_end, trial_start }: Subscription): Due[] {
  if (status !== 'trialing' || trial_end === null) return [];
  if (wasGiven(tx, id, 'subscription.trial_will_end', trial_end)) return [];
  return [{ kind: 'subscription.trial_will_end', at: Math.max(trial_end - TRIAL_NOTICE, trial_start ?? 0) }];
}

/** A paused subscription does not renew, and one that ends with its period has no next one to announce. */
function renewal(tx: Transaction, subscription: Subscription): Due[] {
  if (subscription.status === 'paused') return [];
  const end = nextEnd(subscription);
  if (subscription.cancel_at !== null && subscription.cancel_at <= end) return [];
  const dues: Due[] = [{ kind: 'subscription.renew', at: end }];
  const notice = end - settingsOf(tx).upcoming_days * DAY;
  const start = Math.min(...subscription.items.data.map((item) => item.current_period_start));
  // Periods shorter than the notice have none: inferred.
  const announced = wasGiven(tx, subscription.id, 'subscription.upcoming', end);
  if (notice > start && !announced && subscription.status !== 'unpaid') {
    dues.push({ kind: 'subscription.upcoming', at: notice });
  }
  return dues;
}
