import { isDeepStrictEqual } from 'node:util';
import { mapResult } from '../../map-result';
import { addressIn } from '../../reads/details';
import { type Driver, nothingToAbandon, settled, syncAll } from './driver';
import { lookAt } from './look-at';

/** The name and address that invoices and receipts carry. */
export const updateCustomer: Driver<'update_customer'> = {
  objectType: 'customer',
  isDeferrable: () => true,
  send: async ({ provider, key, customerId }, { params }) =>
    mapResult(await provider.updateCustomer(key('update_customer'), { customerId, ...params }), () =>
      settled(customerId),
    ),
  look: ({ provider, customerId }, { params }) =>
    lookAt(
      provider,
      'customer',
      customerId,
      ({ name, email, raw }) =>
        name === params.name &&
        email === params.email &&
        (params.address === null || isDeepStrictEqual(addressIn(raw), params.address)),
    ),
  settle: (pass) => syncAll(pass, [['customer', pass.customerId]]),
  abandon: nothingToAbandon,
};
