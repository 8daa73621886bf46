/** Stripe's documented test cards that these tests pay with. */
export const CARDS = {
  good: '4242424242424242',
  otherGood: '5555555555554444',
  declined: '4000000000000002',
  insufficientFunds: '4000000000009995',
  asksTheBank: '4000002760003184',
  attachesThenFails: '4000000000000341',
  setupAsksTheBank: '4000002500003155',
} as const;
