import { invalidRequest, type Transaction } from '../../kernel';
import type { UpdateParams } from './params';
import type { Subscription } from './subscription';
import { planTrialDays } from './trial';

/** The trial that an update asks for: its end, or `now`; undefined when it says nothing of one. Throws 400. */
export function trialRequest(
  tx: Transaction,
  before: Subscription,
  { trial_end, trial_from_plan, items }: UpdateParams,
): 'now' | number | undefined {
  if (!trial_from_plan) return trial_end;
  if (trial_end !== undefined) {
    const message = 'You may only specify one of these parameters: trial_end, trial_from_plan.';
    throw invalidRequest(message, { param: 'trial_from_plan' });
  }
  const named = (items ?? []).flatMap(({ price }) => price ?? []);
  const days = planTrialDays(tx, named.length > 0 ? named : before.items.data.map(({ price }) => price.id));
  return days === 0 ? undefined : tx.now() + days * 86_400;
}
