import type { NewSetup } from '../../provider';
import type { OperationOf } from '../operation';
import { type Driver, nothingToAbandon, type Pass, syncAll } from './driver';

const setupOf = (
  { customerId }: Pass,
  { id: operationId, userId }: OperationOf<'add_payment_method'>,
): NewSetup => ({ operationId, userId, customerId });

/** Saves a payment method that the buyer confirms in the browser. One given up costs nothing and stays as it is. */
export const addPaymentMethod: Driver<'add_payment_method'> = {
  objectType: 'setup',
  isDeferrable: () => false,
  send: (pass, operation) => pass.provider.createSetup(pass.key('create_setup'), setupOf(pass, operation)),
  look: (pass, operation) => pass.provider.readSetup(setupOf(pass, operation), operation.objectId),
  settle: async (pass, operation, { id }) => {
    const setup = await pass.provider.readSetup(setupOf(pass, operation), id);
    if (setup.kind !== 'ok' || setup.value?.methodId == null) return false;
    return syncAll(pass, [['payment_method', setup.value.methodId]]);
  },
  abandon: nothingToAbandon,
};
