import { findSellable, type PlanKey } from './catalog';
import { ruleOf } from './subscription-status';

/** What access is decided from: mirror fields alone, never the wall clock (failure 26). */
export type AccessFacts = {
  readonly status: string;
  /** A trial or free period whose card the buyer has yet to confirm: it has not begun for us. */
  readonly awaitingSetup: boolean;
  readonly lookupKeys: readonly (string | null)[];
};

export type Access = { readonly granted: boolean; readonly plan: PlanKey };

const NO_ACCESS: Access = { granted: false, plan: 'free' };
const RANK: Readonly<Record<PlanKey, number>> = { free: 0, metered: 1, pro: 2, team: 3 };

function planOfFacts({ status, awaitingSetup, lookupKeys }: AccessFacts): PlanKey {
  if (awaitingSetup || !ruleOf(status).access) return 'free';
  let best: PlanKey = 'free';
  for (const lookupKey of lookupKeys) {
    const sold = lookupKey ? findSellable(lookupKey) : null;
    if (sold?.kind === 'subscription' && RANK[sold.plan.key] > RANK[best]) best = sold.plan.key;
  }
  return best;
}

/**
 * The access that all of a buyer's subscriptions give together: the best plan among those whose status opens it.
 * A subscription to nothing in our catalogue opens nothing.
 */
export function decideAccess(subscriptions: readonly AccessFacts[]): Access {
  return subscriptions.reduce<Access>((best, facts) => {
    const plan = planOfFacts(facts);
    return RANK[plan] > RANK[best.plan] ? { granted: true, plan } : best;
  }, NO_ACCESS);
}
