import type Stripe from 'stripe';
import type { Address } from '../../domain/address';
import { mapResult } from '../../map-result';
import type { ProviderChanges } from '../../provider';
import type { NewSetup } from '../../provider-changes';
import { call } from './failure';
import type { KeyedStripe } from './keyed-stripe';
import { idOf } from './map/fields';
import { toStartedSetup } from './started';
import { withKey } from './with-key';

const done = () => null;

/** A blank field takes out what Stripe has; all blank, the whole address. */
function toAddress({ postalCode, ...address }: Address): Stripe.Emptyable<Stripe.AddressParam> {
  const fields = { ...address, postal_code: postalCode };
  return Object.values(fields).every((value) => value === '') ? '' : fields;
}

async function findSetup(
  stripe: KeyedStripe,
  { customerId, operationId }: NewSetup,
): Promise<Stripe.SetupIntent | null> {
  for await (const setup of stripe.setupIntents.list({ customer: customerId, limit: 100 })) {
    if (setup.metadata?.operation_id === operationId) return setup;
  }
  return null;
}

/** Changes of a customer and of what they pay with. */
export function customerWrites(
  stripe: KeyedStripe,
): Pick<
  ProviderChanges,
  'createSetup' | 'readSetup' | 'setDefaultPaymentMethod' | 'detachPaymentMethod' | 'updateCustomer'
> {
  return {
    async createSetup(key, { customerId, operationId, userId }) {
      const made = await call(() =>
        stripe.setupIntents.create(
          {
            customer: customerId,
            usage: 'off_session',
            automatic_payment_methods: { enabled: true },
            metadata: { user_id: userId, operation_id: operationId },
          },
          withKey(key),
        ),
      );
      return mapResult(made, toStartedSetup);
    },
    async readSetup(setup, id) {
      const found = await call(() =>
        id === null ? findSetup(stripe, setup) : stripe.setupIntents.retrieve(id),
      );
      return mapResult(
        found,
        (intent) => intent && { ...toStartedSetup(intent), methodId: idOf(intent.payment_method) },
      );
    },
    async setDefaultPaymentMethod(key, { type, id, paymentMethodId }) {
      const changed = await call<unknown>(() =>
        type === 'customer'
          ? stripe.customers.update(
              id,
              { invoice_settings: { default_payment_method: paymentMethodId } },
              withKey(key),
            )
          : stripe.subscriptions.update(id, { default_payment_method: paymentMethodId }, withKey(key)),
      );
      return mapResult(changed, done);
    },
    async detachPaymentMethod(key, id) {
      return mapResult(await call(() => stripe.paymentMethods.detach(id, {}, withKey(key))), done);
    },
    async updateCustomer(key, { customerId, name, email, address }) {
      const changes = { name, email, ...(address ? { address: toAddress(address) } : {}) };
      return mapResult(await call(() => stripe.customers.update(customerId, changes, withKey(key))), done);
    },
  };
}
