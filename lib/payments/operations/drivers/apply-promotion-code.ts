import { mapResult } from '../../map-result';
import { type Driver, nothingToAbandon, settled, syncAll } from './driver';

/** Puts a promotion code on a running subscription. */
export const applyPromotionCode: Driver<'apply_promotion_code'> = {
  objectType: 'subscription',
  isDeferrable: () => false,
  send: async ({ provider, key }, { params }) =>
    mapResult(await provider.applyPromotionCode(key('apply_promotion_code'), params), () =>
      settled(params.subscriptionId),
    ),
  look: async ({ provider }, { params }) =>
    mapResult(await provider.hasPromotionCode(params), (has) =>
      has ? settled(params.subscriptionId) : null,
    ),
  settle: (pass, { params }) => syncAll(pass, [['subscription', params.subscriptionId]]),
  abandon: nothingToAbandon,
};
