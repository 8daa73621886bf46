import { defineRoute, p } from '../kernel';
import { type PaymentMethod, paymentMethods } from './payment-method';
import { methodFromCard } from './payment-method-create';
import { methodData } from './payment-method-params';
import { requireFrame } from './raw-card';

type Wallet = NonNullable<NonNullable<PaymentMethod['card']>['wallet']>;

/** Where the simulated wallet's frame turns a chosen card into a payment method that says which wallet it is from. */
const create = defineRoute({
  method: 'POST',
  path: '/elements/wallet/payment_methods',
  params: p.params({
    wallet: p.oneOf('apple_pay', 'google_pay', 'link'),
    payment_method_data: methodData,
  }),
  publishable: true,
  handle({ tx, params, caller }): PaymentMethod {
    requireFrame(caller);
    const { card } = params.payment_method_data;
    const method = methodFromCard(tx, card, params.payment_method_data);
    if (!method.card) return method;
    const wallet = walletOf(params.wallet, card.number.slice(-4));
    return tx.put(paymentMethods, { ...method, card: { ...method.card, wallet } });
  },
});

function walletOf(type: 'apple_pay' | 'google_pay' | 'link', dynamicLast4: string): Wallet {
  switch (type) {
    case 'apple_pay':
      return { type, apple_pay: {}, dynamic_last4: dynamicLast4 };
    case 'google_pay':
      return { type, google_pay: {}, dynamic_last4: dynamicLast4 };
    case 'link':
      return { type, link: {}, dynamic_last4: null };
  }
}

export const walletRoutes = [create];
