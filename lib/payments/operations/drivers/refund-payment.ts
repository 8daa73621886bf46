import { mapResult } from '../../map-result';
import type { NewRefund } from '../../provider';
import type { OperationOf } from '../operation';
import { type Driver, nothingToAbandon, settled, syncAll } from './driver';

const refundOf = ({ id: operationId, params }: OperationOf<'refund_payment'>): NewRefund => ({
  operationId,
  ...params,
});

/** Gives a payment back, in whole or in part. The provider holds the line at what was paid. */
export const refundPayment: Driver<'refund_payment'> = {
  objectType: 'refund',
  isDeferrable: () => false,
  send: async ({ provider, key }, operation) =>
    mapResult(await provider.createRefund(key('refund'), refundOf(operation)), ({ id }) => settled(id)),
  look: async ({ provider }, operation) =>
    mapResult(await provider.findRefund(refundOf(operation)), (found) => found && settled(found.id)),
  settle: (pass, { params }, { id }) =>
    syncAll(pass, [
      ['refund', id],
      ['payment', params.paymentId],
    ]),
  abandon: nothingToAbandon,
};
