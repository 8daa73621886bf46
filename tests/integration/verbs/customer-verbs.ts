import { idOf, secondCard, subscribed } from '../../support/subscribed';
import type { Verb } from './verb';

export const addCard: Verb = {
  name: 'addPaymentMethod',
  purpose: 'add_payment_method',
  deferrable: false,
  async prepare(world, userId) {
    const { customer } = await subscribed(world, userId);
    return {
      call: (payments) => payments.addPaymentMethod(userId),
      async held() {
        const { data } = await world.stripe.setupIntents.list({ customer: idOf(customer) ?? '' });
        return data.map(({ status }) => status);
      },
      once: ['requires_payment_method'],
      ends: 'requires_action',
    };
  },
};

export const setDefault: Verb = {
  name: 'setDefaultPaymentMethod',
  purpose: 'set_default_payment_method',
  deferrable: true,
  async prepare(world, userId) {
    const { id, customer } = await subscribed(world, userId);
    const card = await secondCard(world, idOf(customer) ?? '');
    return {
      call: (payments) => payments.setDefaultPaymentMethod(userId, card),
      async held() {
        const { default_payment_method } = await world.stripe.subscriptions.retrieve(id);
        const owner = await world.stripe.customers.retrieve(idOf(customer) ?? '');
        const ofCustomer = owner.deleted ? null : owner.invoice_settings.default_payment_method;
        return [default_payment_method, ofCustomer].map((held) => idOf(held) === card);
      },
      once: [true, true],
      ends: 'done',
    };
  },
};

export const removeCard: Verb = {
  name: 'removePaymentMethod',
  purpose: 'remove_payment_method',
  deferrable: false,
  async prepare(world, userId) {
    const { customer } = await subscribed(world, userId);
    const card = await secondCard(world, idOf(customer) ?? '');
    return {
      call: (payments) => payments.removePaymentMethod(userId, card),
      held: async () => (await world.stripe.paymentMethods.retrieve(card)).customer,
      once: null,
      ends: 'done',
    };
  },
};

const HOME = {
  line1: '1 Navy Yard',
  line2: '',
  postalCode: '10001',
  city: 'New York',
  state: 'NY',
  country: 'US',
} as const;

export const updateCustomer: Verb = {
  name: 'updateCustomer',
  purpose: 'update_customer',
  deferrable: true,
  async prepare(world, userId) {
    const { customer } = await subscribed(world, userId);
    return {
      call: (payments) =>
        payments.updateCustomer(userId, { name: 'Grace Hopper', email: 'grace@example.com', address: HOME }),
      async held() {
        const owner = await world.stripe.customers.retrieve(idOf(customer) ?? '');
        return owner.deleted ? null : [owner.name, owner.email, owner.address?.line1];
      },
      once: ['Grace Hopper', 'grace@example.com', HOME.line1],
      ends: 'done',
    };
  },
};

const NO_OPERATION = '00000000-0000-0000-0000-000000000000';

export const endSubscriptions: Verb = {
  name: 'closeAccount',
  purpose: 'end_subscriptions',
  deferrable: false,
  async prepare(world, userId) {
    const { customer } = await subscribed(world, userId);
    // Made behind our back, and more than a user is to have: it ends as well.
    const { data } = await world.stripe.prices.list({ lookup_keys: ['pro_monthly'] });
    const items = [{ price: data[0]?.id ?? '' }];
    await world.stripe.subscriptions.create({ customer: idOf(customer) ?? '', items, trial_period_days: 30 });
    return {
      async call(payments) {
        const closing = await payments.closeAccount(userId);
        if (closing.kind === 'refused') return closing;
        return { kind: closing.kind === 'closed' ? 'done' : 'unknown', operationId: NO_OPERATION };
      },
      async held() {
        const subscriptions = world.stripe.subscriptions.list({
          customer: idOf(customer) ?? '',
          status: 'all',
        });
        return (await subscriptions).data.map(({ status }) => status);
      },
      once: ['canceled', 'canceled'],
      ends: 'done',
    };
  },
};
