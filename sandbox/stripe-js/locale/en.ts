import type { Strings } from './strings';

export const en: Strings = {
  numberLabel: 'Card number',
  expiryLabel: 'Expiration date',
  expiryPlaceholder: 'MM / YY',
  cvcLabel: 'Security code',
  cvcPlaceholder: 'CVC',
  cvcHint: '3 digits on the back of the card',
  cvcHintAmex: '4 digits on the front of the card',
  supportedCards: 'Visa, Mastercard, American Express and other cards are accepted.',
  terms:
    'By providing your card information, you allow {business} to charge your card for future payments in accordance with their terms.',
  thisBusiness: 'this business',
  sandboxNote: 'Sandbox — no real card is charged',
  problems: {
    incomplete_number: 'Your card number is incomplete.',
    invalid_number: 'Your card number is invalid.',
    incomplete_expiry: "Your card's expiration date is incomplete.",
    invalid_expiry_month: "Your card's expiration month is invalid.",
    invalid_expiry_month_past: "Your card's expiration date is in the past.",
    invalid_expiry_year: "Your card's expiration year is invalid.",
    invalid_expiry_year_past: "Your card's expiration year is in the past.",
    incomplete_cvc: "Your card's security code is incomplete.",
    invalid_cvc: "Your card's security code is invalid.",
  },
  declines: {
    incorrect_number: 'Your card number is incorrect.',
    incorrect_cvc: "Your card's security code is incorrect.",
    expired_card: 'Your card has expired.',
  },
  challenge: {
    bank: 'Sandbox Bank',
    heading: 'Confirm it is you',
    payment: 'A payment of {amount} is waiting for your approval.',
    setup: 'Saving this card is waiting for your approval.',
    explanation:
      'In real life your bank would ask for a code or a fingerprint here. In the sandbox you choose how it ends.',
    complete: 'Complete authentication',
    fail: 'Fail authentication',
    working: 'One moment…',
    unreachable: 'The sandbox could not be reached. Please try again.',
  },
};
