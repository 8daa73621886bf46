import type { Money } from '../../domain/money';
import { amountIn, known, type Letter } from './letter';

export type UnpaidFacts = {
  /** What is still to be paid. */
  readonly amount: Money;
  readonly what: string | null;
  readonly number: string | null;
};

const factsOf = ({ amount, what, number }: UnpaidFacts) =>
  known([
    ['For', what],
    ['To be paid', amountIn(amount)],
    ['Invoice', number],
  ]);

const forWhat = ({ what }: UnpaidFacts): string => (what ? ` for ${what}` : '');

export function paymentFailedLetter(unpaid: UnpaidFacts): Letter {
  return {
    subject: `Your payment of ${amountIn(unpaid.amount)}${forWhat(unpaid)} did not go through`,
    paragraphs: [
      'Your bank did not let the payment through, so nothing was charged.',
      'To keep your plan, please use another card, or see to it that this one can be charged when we try again.',
    ],
    facts: factsOf(unpaid),
    action: { label: 'Mend the payment', path: '/billing' },
  };
}

export function actionRequiredLetter(unpaid: UnpaidFacts): Letter {
  return {
    subject: `Please confirm your payment of ${amountIn(unpaid.amount)}${forWhat(unpaid)}`,
    paragraphs: [
      'Your bank wants to hear from you before it lets this payment through. Until then nothing is charged.',
    ],
    facts: factsOf(unpaid),
    action: { label: 'Confirm the payment', path: '/billing' },
  };
}
