import type { Money } from '../../domain/money';
import { amountIn, dayOf, known, type Letter } from './letter';

export type ReceiptFacts = {
  readonly amount: Money;
  /** What was paid for; null where we cannot name it. */
  readonly what: string | null;
  readonly paidAt: Date | null;
  readonly card: string | null;
  /** The invoice's number; a one-off purchase has none. */
  readonly number: string | null;
};

export function receiptLetter({ amount, what, paidAt, card, number }: ReceiptFacts): Letter {
  return {
    subject: `Receipt: ${amountIn(amount)}${what ? ` for ${what}` : ''}`,
    paragraphs: ['Thank you. We have received your payment.'],
    facts: known([
      ['For', what],
      ['Amount paid', amountIn(amount)],
      ['Date', paidAt && dayOf(paidAt)],
      ['Card', card],
      ['Invoice', number],
    ]),
    action: { label: 'See your billing', path: '/billing' },
  };
}
