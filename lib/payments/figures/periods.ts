import type { FigureInterval, FigurePeriod } from '../domain/figures';
import { type Money, money } from '../domain/money';

export const METRICS = [
  'mrr_new',
  'mrr_expansion',
  'mrr_contraction',
  'mrr_churn',
  'started',
  'ended',
  'trial_started',
  'trial_ended',
  'revenue',
  'refunds',
  'failed',
  'recovered',
] as const;
type Metric = (typeof METRICS)[number];

/** The sum of one metric in one column; `from` null: of everything before the first. Recurring amounts are yearly. */
export type Counted = {
  readonly metric: Metric;
  readonly from: string | null;
  readonly amount: bigint;
  readonly count: number;
};

/** Rounded once, half away from nothing, at the very end: sums are exact. */
function divided(amount: bigint, by: bigint): bigint {
  const half = by / 2n;
  return amount < 0n ? (amount - half) / by : (amount + half) / by;
}

const MONTHS = 12n;
/** How many of an interval there are in a month, for the churn that the lifetime value is reckoned by. */
const IN_A_MONTH: Readonly<Record<FigureInterval, number>> = { day: 365 / 12, week: 365 / 12 / 7, month: 1 };

/** What has come together up to a moment. */
type Running = { readonly annual: bigint; readonly active: number; readonly trialing: number };

/** Finds a metric's sum in a column. */
type Sums = (metric: Metric) => { readonly amount: bigint; readonly count: number };

function sumsIn(rows: readonly Counted[], from: string | null): Sums {
  const found = new Map(rows.filter((row) => row.from === from).map((row) => [row.metric, row]));
  return (metric) => found.get(metric) ?? { amount: 0n, count: 0 };
}

function advance(before: Running, sums: Sums): Running {
  const annual = (['mrr_new', 'mrr_expansion', 'mrr_contraction', 'mrr_churn'] as const).reduce(
    (sum, metric) => sum + sums(metric).amount,
    before.annual,
  );
  return {
    annual,
    active: before.active + sums('started').count - sums('ended').count,
    trialing: before.trialing + sums('trial_started').count - sums('trial_ended').count,
  };
}

type Rates = Pick<FigurePeriod, 'churn' | 'arpu' | 'lifetimeValue'>;

function ratesOf(
  before: Running,
  after: Running,
  ended: number,
  { currency, interval }: { readonly currency: string; readonly interval: FigureInterval },
): Rates {
  const churn = before.active > 0 ? ended / before.active : null;
  const perUser = after.active > 0 ? Number(after.annual) / 12 / after.active : null;
  const arpu = perUser === null ? null : money(Math.round(perUser), currency);
  const monthly = (churn ?? 0) * IN_A_MONTH[interval];
  const lifetimeValue =
    perUser === null || monthly === 0 ? null : money(Math.round(perUser / monthly), currency);
  return { churn, arpu, lifetimeValue };
}

/** The columns of the overview, each with what ran at its end and what happened in it. */
export function toPeriods(
  rows: readonly Counted[],
  starts: readonly string[],
  currency: string,
  interval: FigureInterval,
): FigurePeriod[] {
  const monthly = (annual: bigint): Money => money(divided(annual, MONTHS), currency);
  let running = advance({ annual: 0n, active: 0, trialing: 0 }, sumsIn(rows, null));
  return starts.map((from) => {
    const sums = sumsIn(rows, from);
    const before = running;
    running = advance(before, sums);
    const ended = sums('ended').count;
    return {
      from: new Date(`${from}T00:00:00Z`),
      mrr: monthly(running.annual),
      arr: money(running.annual, currency),
      active: running.active,
      trialing: running.trialing,
      started: sums('started').count,
      ended,
      newMrr: monthly(sums('mrr_new').amount),
      expansion: monthly(sums('mrr_expansion').amount),
      contraction: monthly(sums('mrr_contraction').amount),
      churnedMrr: monthly(sums('mrr_churn').amount),
      revenue: money(sums('revenue').amount, currency),
      refunds: money(sums('refunds').amount, currency),
      failed: money(sums('failed').amount, currency),
      recovered: money(sums('recovered').amount, currency),
      ...ratesOf(before, running, ended, { currency, interval }),
    };
  });
}
