import { mapResult } from '../../map-result';
import { type Driver, nothingToAbandon, settled, syncAll } from './driver';
import { lookAt } from './look-at';

/** Ends a subscription at the end of its period, or at once. */
export const cancelSubscription: Driver<'cancel_subscription'> = {
  objectType: 'subscription',
  isDeferrable: ({ params }) => params.when === 'period_end',
  send: async ({ provider, key }, { params }) =>
    mapResult(await provider.cancelSubscription(key('cancel'), params), () => settled(params.subscriptionId)),
  look: ({ provider }, { params: { subscriptionId, when } }) =>
    lookAt(
      provider,
      'subscription',
      subscriptionId,
      ({ status, cancelAtPeriodEnd }) =>
        status === 'canceled' || (when === 'period_end' && cancelAtPeriodEnd),
      'made',
    ),
  settle: (pass, { params }) => syncAll(pass, [['subscription', params.subscriptionId]]),
  abandon: nothingToAbandon,
};
