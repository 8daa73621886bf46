import { mapResult } from '../../map-result';
import type { PaymentProvider, ProviderResult } from '../../provider';
import type { SubscriptionRecord } from '../../records';
import type { OperationOf } from '../operation';
import { type Driver, nothingToAbandon, type Pass, settled, syncAll } from './driver';
import { lookAt } from './look-at';

type From = OperationOf<'resume_subscription'>['params']['from'];

const SEND: Readonly<
  Record<From, (provider: PaymentProvider, key: Pass['key'], id: string) => Promise<ProviderResult<null>>>
> = {
  cancellation: (provider, key, id) => provider.keepSubscription(key('keep'), id),
  scheduled_change: (provider, key, id) => provider.releaseSchedule(key('release_schedule'), id),
  pause: (provider, key, id) => provider.resumeSubscription(key('resume'), id),
};

const IS_SO: Readonly<Record<From, (subscription: SubscriptionRecord) => boolean>> = {
  cancellation: ({ cancelAtPeriodEnd }) => !cancelAtPeriodEnd,
  scheduled_change: ({ scheduleId }) => scheduleId === null,
  pause: ({ status }) => status !== 'paused',
};

/** Takes back what keeps a subscription from going on as it is. */
export const resumeSubscription: Driver<'resume_subscription'> = {
  objectType: 'subscription',
  isDeferrable: ({ params }) => params.from !== 'pause',
  send: async ({ provider, key }, { params: { subscriptionId, from } }) =>
    mapResult(await SEND[from](provider, key, subscriptionId), () => settled(subscriptionId)),
  look: ({ provider }, { params: { subscriptionId, from } }) =>
    lookAt(provider, 'subscription', subscriptionId, IS_SO[from]),
  settle: (pass, { params }) => syncAll(pass, [['subscription', params.subscriptionId]]),
  abandon: nothingToAbandon,
};
