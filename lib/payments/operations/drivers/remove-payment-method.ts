import { mapResult } from '../../map-result';
import { type Driver, nothingToAbandon, settled, syncAll } from './driver';
import { lookAt } from './look-at';

/** Takes a payment method from its customer, for good: one that was detached can't be attached again. */
export const removePaymentMethod: Driver<'remove_payment_method'> = {
  objectType: 'payment_method',
  isDeferrable: () => false,
  send: async ({ provider, key }, { params: { paymentMethodId } }) =>
    mapResult(await provider.detachPaymentMethod(key('detach'), paymentMethodId), () =>
      settled(paymentMethodId),
    ),
  look: ({ provider }, { params }) =>
    lookAt(
      provider,
      'payment_method',
      params.paymentMethodId,
      ({ customerId }) => customerId === null,
      'made',
    ),
  settle: (pass, { params }) =>
    syncAll(pass, [
      ['payment_method', params.paymentMethodId],
      // It may have been the customer's default.
      ['customer', pass.customerId],
    ]),
  abandon: nothingToAbandon,
};
