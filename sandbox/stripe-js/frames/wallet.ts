import type { StripeExpressCheckoutElementConfirmEvent } from '@stripe/stripe-js';
import { confirmIntent, postObject } from '../api/client';
import { formPairs } from '../api/form';
import { connectToPage } from '../link/frame-side';
import type { CardAnswer, CardQuestion, Pairs } from '../link/requests';
import {
  type Authorization,
  type FromWalletFrame,
  isToWalletFrame,
  type ToWalletFrame,
} from '../link/wallet';
import { root } from './dom';
import { lastWord } from './last-word';
import { SAMPLE_PERSON } from './wallet-samples';
import { WalletSheetView } from './wallet-sheet';

let authorized: Authorization | null = null;
const view = new WalletSheetView({
  pay: (authorization) => {
    authorized = authorization;
    page.send({ type: 'authorized', authorization });
  },
  cancel: () => lastWord(() => page.send({ type: 'cancel' })),
  addressChosen: ({ city, state, postal_code, country }) =>
    page.send({
      type: 'address',
      name: SAMPLE_PERSON.name,
      address: { city, state, postal_code, country },
    }),
  rateChosen: (rate) => page.send({ type: 'rate', rate }),
});
root().append(view.root);
const page = connectToPage<FromWalletFrame, ToWalletFrame>(isToWalletFrame, receive);

function receive(message: ToWalletFrame): void {
  switch (message.type) {
    case 'sheet':
      view.show(message.sheet);
      break;
    case 'ask':
      void answer(message.question).then((given) =>
        page.send({ type: 'answered', id: message.id, answer: given }),
      );
      break;
  }
}

/** A wallet hands over a payment method of its own; the page's request is then made with it. */
async function answer(question: CardQuestion): Promise<CardAnswer> {
  const access = { ...question.access, origin: window.location.origin };
  const made = await postObject(access, '/elements/wallet/payment_methods', walletPairs(question.pairs));
  if (made.kind !== 'object') {
    return { kind: question.kind === 'confirm' ? 'confirmed' : 'created', answer: made };
  }
  const wantsMethod = question.kind === 'create' && question.what === 'payment_method';
  if (wantsMethod) return { kind: 'created', answer: made };
  const rest = question.pairs.filter(([name]) => !name.startsWith('payment_method_data['));
  const pairs = [...rest, ...shippingPairs(question), ['payment_method', String(made.object.id)] as const];
  if (question.kind === 'create') {
    return { kind: 'created', answer: await postObject(access, '/v1/confirmation_tokens', pairs) };
  }
  return {
    kind: 'confirmed',
    answer: await confirmIntent(access, question.intent, question.intentId, pairs),
  };
}

function walletPairs(given: Pairs): Pairs {
  const { card, sheet } = view;
  const data = {
    type: 'card',
    card: { number: card.number, exp_month: 12, exp_year: new Date().getFullYear() + 2 },
    billing_details: authorized?.billingDetails && billingOf(authorized.billingDetails),
  };
  const own = formPairs({ wallet: sheet?.wallet, payment_method_data: data });
  const names = new Set(own.map(([name]) => name));
  const allowed = given.filter(([name]) => name.startsWith('payment_method_data[') && !names.has(name));
  return [...allowed, ...own];
}

/** A wallet's shipping address goes with the payment unless the page sends one of its own. */
function shippingPairs(question: CardQuestion): Pairs {
  const isPayment = question.kind === 'create' || question.intent === 'payment_intent';
  const shipping = authorized?.shippingAddress;
  if (!isPayment || !shipping || question.pairs.some(([name]) => name.startsWith('shipping['))) return [];
  return formPairs({ shipping: { name: shipping.name, address: filled(shipping.address) } });
}

function billingOf(details: NonNullable<StripeExpressCheckoutElementConfirmEvent['billingDetails']>): object {
  return { ...details, address: filled(details.address) };
}

function filled(address: object): object {
  return Object.fromEntries(Object.entries(address).filter(([, part]) => part !== null && part !== ''));
}

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  lastWord(() => page.send({ type: 'cancel' }));
});
