import { mapResult } from '../../map-result';
import type { ProviderResult, Started } from '../../provider';
import { afterAStep, type Driver, nothingToAbandon, type Pass, settled, syncAll } from './driver';

/** The provider's own list, never the mirror's: what was made a moment ago, or behind our back, ends as well. */
async function listed({ provider, customerId }: Pass, isWanted: (ended: boolean) => boolean) {
  return mapResult(await provider.listSubscriptions(customerId), (subscriptions) =>
    subscriptions.filter(({ ended }) => isWanted(ended)).map(({ id }) => id),
  );
}

const isLive = (ended: boolean): boolean => !ended;

/** One step for each, with a key of its own. */
async function endAll(pass: Pass): Promise<ProviderResult<Started>> {
  const live = await listed(pass, isLive);
  if (live.kind !== 'ok') return live;
  for (const [index, subscriptionId] of live.value.entries()) {
    const cancellation = { subscriptionId, when: 'now', feedback: null } as const;
    const canceled = await pass.provider.cancelSubscription(
      pass.key(`cancel:${subscriptionId}`),
      cancellation,
    );
    if (canceled.kind !== 'ok') return index === 0 ? canceled : afterAStep(canceled);
  }
  return { kind: 'ok', value: settled(pass.customerId) };
}

/** Ends whatever is live, because the user leaves (failure 28). */
export const endSubscriptions: Driver<'end_subscriptions'> = {
  objectType: 'customer',
  isDeferrable: () => false,
  isRepeatable: true,
  send: endAll,
  look: async (pass) =>
    mapResult(await listed(pass, isLive), (live) => (live.length === 0 ? settled(pass.customerId) : null)),
  settle: async (pass) => {
    const all = await listed(pass, () => true);
    return (
      all.kind === 'ok' &&
      syncAll(
        pass,
        all.value.map((id) => ['subscription', id] as const),
      )
    );
  },
  abandon: nothingToAbandon,
};
