import { mapResult } from '../../map-result';
import { type Driver, nothingToAbandon, settled, syncAll } from './driver';
import { lookAt } from './look-at';

/** Pauses a subscription: no invoices and no access until it is resumed. */
export const pauseSubscription: Driver<'pause_subscription'> = {
  objectType: 'subscription',
  isDeferrable: () => false,
  send: async ({ provider, key }, { params: { subscriptionId } }) =>
    mapResult(await provider.pauseSubscription(key('pause'), subscriptionId), () => settled(subscriptionId)),
  look: ({ provider }, { params }) =>
    lookAt(provider, 'subscription', params.subscriptionId, ({ status }) => status === 'paused'),
  settle: (pass, { params }) => syncAll(pass, [['subscription', params.subscriptionId]]),
  abandon: nothingToAbandon,
};
