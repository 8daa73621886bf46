import { mapResult } from '../../map-result';
import type { PlanChange, ProviderResult, Started } from '../../provider';
import type { OperationOf } from '../operation';
import { afterAStep, type Driver, type Pass, settled, syncAll } from './driver';
import { lookAt } from './look-at';

type ChangePlan = OperationOf<'change_plan'>;

/** The change as the provider is asked for it; null for one that waits for the end of the period. */
function atOnce({ params }: ChangePlan): PlanChange | null {
  const { subscriptionId, priceId, quantity, prorationDate } = params;
  return prorationDate === null ? null : { subscriptionId, priceId, quantity, prorationDate };
}

/** Two steps, each with a key of its own: the schedule, whose id its saved answer repeats, and then what it says. */
async function schedule({ provider, key }: Pass, { params }: ChangePlan): Promise<ProviderResult<Started>> {
  const { subscriptionId, priceId, quantity } = params;
  const made = await provider.createSchedule(key('create_schedule'), subscriptionId);
  if (made.kind !== 'ok') return made;
  const change = { subscriptionId, priceId, quantity, scheduleId: made.value.id };
  const scheduled = await provider.schedulePlanChange(key('schedule_plan_change'), change);
  return mapResult(afterAStep(scheduled), () => settled(subscriptionId));
}

/** Another price or number of seats: now, once it is paid for, or from the next period on. */
export const changePlan: Driver<'change_plan'> = {
  objectType: 'subscription',
  isDeferrable: (operation) => atOnce(operation) === null,
  send: (pass, operation) => {
    const change = atOnce(operation);
    return change ? pass.provider.changePlan(pass.key('change_plan'), change) : schedule(pass, operation);
  },
  look: ({ provider }, operation) => {
    const change = atOnce(operation);
    if (change) return provider.readPlanChange(change);
    const { subscriptionId, priceId, quantity } = operation.params;
    return lookAt(
      provider,
      'subscription',
      subscriptionId,
      ({ scheduledPriceId, scheduledQuantity }) =>
        scheduledPriceId === priceId && scheduledQuantity === quantity,
    );
  },
  settle: (pass, { params }) => syncAll(pass, [['subscription', params.subscriptionId]]),
  // A key for each try: voiding is safe to repeat, and a saved 5xx must not be all there ever is.
  abandon: ({ provider, key }, { attempts, params }) =>
    provider.abandonPlanChange(key(`abandon:${attempts}`), params.subscriptionId),
};
