import type { Money } from './money';

export const INTERVALS = ['day', 'week', 'month'] as const;
/** How long a column of the overview is: days begin at midnight UTC, weeks on Mondays. */
export type FigureInterval = (typeof INTERVALS)[number];

/** What the overview is of. `plan`: a plan's key, or null for all. `until`: the last day that is looked at. */
export type FigureFilter = {
  readonly currency: string;
  readonly plan: string | null;
  readonly interval: FigureInterval;
  readonly until: Date;
};

/** One day, week or month. Amounts in one currency; those of recurring revenue are monthly. */
export type FigurePeriod = {
  /** Its first day, at midnight UTC. */
  readonly from: Date;
  /** At its end, as far as it is over. */
  readonly mrr: Money;
  readonly arr: Money;
  readonly active: number;
  readonly trialing: number;
  readonly started: number;
  readonly ended: number;
  readonly newMrr: Money;
  readonly expansion: Money;
  readonly contraction: Money;
  readonly churnedMrr: Money;
  readonly revenue: Money;
  readonly refunds: Money;
  readonly failed: Money;
  readonly recovered: Money;
  /** Of the subscriptions that ran when it began, the share that ended in it; null where none ran. */
  readonly churn: number | null;
  /** MRR for each subscription that runs; null where none does. */
  readonly arpu: Money | null;
  /** What a subscription brings until it ends, at this rate; null where none ends. */
  readonly lifetimeValue: Money | null;
};

/** The subscriptions that began in one month, and how many of them still ran at the end of it and of each month after. */
export type Cohort = { readonly month: Date; readonly size: number; readonly kept: readonly number[] };

export type Figures = {
  readonly filter: FigureFilter;
  /** The last one is the one that runs. */
  readonly periods: readonly FigurePeriod[];
  readonly cohorts: readonly Cohort[];
  /** The currencies that anything was counted in. */
  readonly currencies: readonly string[];
  /** What is yet to be counted. */
  readonly waiting: number;
};

/** What each figure means, as it is written beside it. */
export const DEFINITIONS = {
  mrr: 'What the running subscriptions bring in a month: yearly prices divided by twelve, after discounts, before tax. Trials and what is paid by use count nothing; a renewal that waits to be paid still counts.',
  arr: 'Twelve times the MRR.',
  active:
    'Subscriptions past their trial that have not ended; paused ones and those with a payment overdue are among them.',
  trialing: 'Subscriptions in their trial.',
  started: 'Subscriptions that began to run, after their trial if they had one.',
  ended: 'Subscriptions that ended after they had run.',
  newMrr: 'MRR of subscriptions that were paid for the first time.',
  expansion:
    'MRR added to subscriptions there were: upgrades, seats, discounts that ran out, pauses that ended.',
  contraction: 'MRR lost of subscriptions that go on: downgrades, seats, discounts, pauses.',
  churnedMrr: 'MRR of subscriptions that ended.',
  revenue: 'Everything that was received, taxes and one-off purchases included, on the day it was paid.',
  refunds: 'What was given back, on the day of the refund.',
  failed: 'Renewals that were not paid at the first attempt, on the day they were due.',
  recovered: 'Of those, what was paid in the end, on the day it was paid.',
  churn: 'Of the subscriptions that ran when the period began, the share that ended in it.',
  arpu: 'MRR divided by the active subscriptions.',
  lifetimeValue: 'Average revenue divided by the churn of a month.',
} as const satisfies Readonly<Record<string, string>>;
export type FigureName = keyof typeof DEFINITIONS;
