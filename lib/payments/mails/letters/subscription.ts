import type { Money } from '../../domain/money';
import { amountIn, dayOf, known, type Letter } from './letter';

export type TrialFacts = {
  readonly plan: string;
  readonly endsAt: Date;
  /** What each period costs from then on; null where there is no fixed amount. */
  readonly price: Money | null;
  readonly interval: string | null;
  readonly card: string | null;
};

export function trialEndingLetter({ plan, endsAt, price, interval, card }: TrialFacts): Letter {
  const cost = price && `${amountIn(price)}${interval ? ` a ${interval}` : ''}`;
  return {
    subject: `Your trial of ${plan} ends on ${dayOf(endsAt)}`,
    paragraphs: [
      'If you want to go on, there is nothing to do: the first payment is taken when the trial ends.',
      'If not, cancel before that day and nothing is charged.',
    ],
    facts: known([
      ['Plan', plan],
      ['Trial ends', dayOf(endsAt)],
      ['Then', cost],
      ['Card', card],
    ]),
    action: { label: 'Look after your plan', path: '/billing' },
  };
}

export type CanceledFacts = { readonly plan: string; readonly endedAt: Date | null };

export function canceledLetter({ plan, endedAt }: CanceledFacts): Letter {
  return {
    subject: `Your subscription to ${plan} has ended`,
    paragraphs: ['It will not renew. You can subscribe again whenever you like.'],
    facts: known([
      ['Plan', plan],
      ['Ended', endedAt && dayOf(endedAt)],
    ]),
    action: { label: 'See your billing', path: '/billing' },
  };
}
