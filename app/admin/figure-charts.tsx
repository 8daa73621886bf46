import type { ChartProps, Series } from '@/components/admin/drawn-chart';
import { FigureChart } from '@/components/admin/figure-chart';
import { Section } from '@/components/ui/panel';
import type { FigurePeriod, Figures } from '@/lib/payments/domain/figures';
import { formatMoney, minorUnits } from '@/lib/payments/domain/money';
import { FigureTable, periodName } from './figure-tables';

type Point = ChartProps['points'][number];
type Props = { readonly figures: Figures; readonly locale: string };

const RECURRING: readonly Series[] = [{ name: 'MRR', as: 'line', color: 'accent' }];
// By themselves: beside what there is, what changes is hardly seen.
const MOVEMENTS: readonly Series[] = [
  { name: 'New', as: 'bar', color: 'accent' },
  { name: 'Expansion', as: 'bar', color: 'soft' },
  { name: 'Contraction', as: 'bar', color: 'warn' },
  { name: 'Churn', as: 'bar', color: 'danger' },
];
const SUBSCRIPTIONS: readonly Series[] = [
  { name: 'Active', as: 'line', color: 'accent' },
  { name: 'On trial', as: 'line', color: 'soft' },
];
const MONEY: readonly Series[] = [
  { name: 'Revenue', as: 'bar', color: 'accent' },
  { name: 'Refunds', as: 'bar', color: 'danger' },
  { name: 'Failed renewals', as: 'line', color: 'warn' },
];

function pointsOf({ periods, filter }: Figures, locale: string) {
  const named = (values: (period: FigurePeriod) => Readonly<Record<string, number>>): Point[] =>
    periods.map((period) => ({
      ...values(period),
      period: periodName(period.from, filter.interval, locale),
    }));
  return {
    recurring: named(({ mrr }) => ({ MRR: mrr.amount })),
    movements: named(({ newMrr, expansion, contraction, churnedMrr }) => ({
      New: newMrr.amount,
      Expansion: expansion.amount,
      Contraction: contraction.amount,
      Churn: churnedMrr.amount,
    })),
    subscriptions: named(({ active, trialing }) => ({ Active: active, 'On trial': trialing })),
    money: named(({ revenue, refunds, failed }) => ({
      Revenue: revenue.amount,
      Refunds: -refunds.amount,
      'Failed renewals': failed.amount,
    })),
  };
}

/** What a chart shows, in words, for those who do not see it. */
function summaryOf(name: string, { periods }: Figures, value: (period: FigurePeriod) => string): string {
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return name;
  return `${name}: from ${value(first)} to ${value(last)} over ${periods.length} periods. The table below has them all.`;
}

/** The charts of the overview, each with its numbers. */
export function FigureCharts({ figures, locale }: Props) {
  const { periods, filter } = figures;
  const points = pointsOf(figures, locale);
  const currency = { code: filter.currency, perMajor: minorUnits(filter.currency) };
  const table = { periods, interval: filter.interval, locale };
  return (
    <div className="mt-10 space-y-12">
      <Section id="recurring" title="Recurring revenue">
        <div className="grid gap-4 lg:grid-cols-2">
          <FigureChart
            summary={summaryOf('Monthly recurring revenue', figures, ({ mrr }) => formatMoney(mrr, locale))}
            series={RECURRING}
            points={points.recurring}
            currency={currency}
            locale={locale}
          />
          <FigureChart
            summary={summaryOf('What changed it: new', figures, ({ newMrr }) => formatMoney(newMrr, locale))}
            series={MOVEMENTS}
            points={points.movements}
            currency={currency}
            locale={locale}
          />
        </div>
        <FigureTable part="recurring" {...table} />
      </Section>
      <Section id="running" title="Subscriptions">
        <FigureChart
          summary={summaryOf('Subscriptions that run', figures, ({ active }) => String(active))}
          series={SUBSCRIPTIONS}
          points={points.subscriptions}
          currency={null}
          locale={locale}
        />
        <FigureTable part="subscriptions" {...table} />
      </Section>
      <Section id="money" title="Money">
        <FigureChart
          summary={summaryOf('Revenue', figures, ({ revenue }) => formatMoney(revenue, locale))}
          series={MONEY}
          points={points.money}
          currency={currency}
          locale={locale}
        />
        <FigureTable part="money" {...table} />
      </Section>
    </div>
  );
}
