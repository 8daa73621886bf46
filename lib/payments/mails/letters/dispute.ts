import type { Money } from '../../domain/money';
import { amountIn, dayOf, known, type Letter } from './letter';

export type DisputeFacts = {
  readonly amount: Money;
  /** The provider's word for why, such as `fraudulent`. */
  readonly reason: string | null;
  readonly answerBy: Date | null;
  /** It is over, and the customer's bank has kept the money. */
  readonly lost: boolean;
  readonly disputeId: string;
  readonly paymentId: string | null;
};

const OPEN = [
  'A customer has disputed a payment with their bank. Without evidence in time, the money is lost.',
  'Send the evidence in the Dashboard of your payment provider.',
];
const LOST = ['A customer disputed a payment with their bank, and the bank decided for the customer.'];

export function disputeLetter(facts: DisputeFacts): Letter {
  const { amount, reason, lost, disputeId, paymentId } = facts;
  const answerBy = facts.answerBy !== null && !lost ? dayOf(facts.answerBy) : null;
  return {
    subject: `Dispute over ${amountIn(amount)}${answerBy ? `: answer by ${answerBy}` : ''}`,
    paragraphs: lost ? LOST : OPEN,
    facts: known([
      ['Amount', amountIn(amount)],
      ['Reason', reason?.replaceAll('_', ' ') ?? null],
      ['Answer by', answerBy],
      ['Dispute', disputeId],
      ['Payment', paymentId],
    ]),
    action: { label: 'See the payments', path: '/admin/payments' },
  };
}
