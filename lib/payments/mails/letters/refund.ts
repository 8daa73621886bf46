import type { Money } from '../../domain/money';
import { amountIn, dayOf, known, type Letter } from './letter';

export type RefundFacts = {
  readonly amount: Money;
  /** What had been paid for. */
  readonly what: string | null;
  readonly paidAt: Date | null;
  readonly card: string | null;
};

export function refundLetter({ amount, what, paidAt, card }: RefundFacts): Letter {
  return {
    subject: `Your refund of ${amountIn(amount)}`,
    paragraphs: [
      'We are sending your money back to where it came from. Banks take five to ten days to show it, as a rule.',
    ],
    facts: known([
      ['Refund', amountIn(amount)],
      ['For', what],
      ['Paid on', paidAt && dayOf(paidAt)],
      ['Card', card],
    ]),
    action: { label: 'See your billing', path: '/billing' },
  };
}
