import { type Column, Table } from '@/components/ui/table';
import type { FigureInterval, FigurePeriod } from '@/lib/payments/domain/figures';
import { formatMoney, type Money } from '@/lib/payments/domain/money';

const FORMATS: Readonly<Record<FigureInterval, Intl.DateTimeFormatOptions>> = {
  day: { day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short', year: '2-digit' },
  month: { month: 'short', year: 'numeric' },
};

/** The name of a column of time. */
export function periodName(from: Date, interval: FigureInterval, locale: string): string {
  return new Intl.DateTimeFormat(locale, { ...FORMATS[interval], timeZone: 'UTC' }).format(from);
}

type Part = 'recurring' | 'subscriptions' | 'money';
type Cells = (period: FigurePeriod) => Money | number | null;

const COLUMNS: Readonly<Record<Part, readonly (readonly [string, Cells])[]>> = {
  recurring: [
    ['MRR at the end', ({ mrr }) => mrr],
    ['New MRR', ({ newMrr }) => newMrr],
    ['Expansion', ({ expansion }) => expansion],
    ['Contraction', ({ contraction }) => contraction],
    ['Churned MRR', ({ churnedMrr }) => churnedMrr],
  ],
  subscriptions: [
    ['Active at the end', ({ active }) => active],
    ['On trial', ({ trialing }) => trialing],
    ['Started', ({ started }) => started],
    ['Ended', ({ ended }) => ended],
    ['Average revenue', ({ arpu }) => arpu],
    ['Lifetime value', ({ lifetimeValue }) => lifetimeValue],
  ],
  money: [
    ['Revenue', ({ revenue }) => revenue],
    ['Refunds', ({ refunds }) => refunds],
    ['Failed renewals', ({ failed }) => failed],
    ['Recovered', ({ recovered }) => recovered],
  ],
};

const CAPTIONS: Readonly<Record<Part, string>> = {
  recurring: 'Recurring revenue',
  subscriptions: 'Subscriptions',
  money: 'Money received and given back',
};

type Props = {
  readonly part: Part;
  readonly periods: readonly FigurePeriod[];
  readonly interval: FigureInterval;
  readonly locale: string;
};

/** The numbers of a chart, the latest first; folded away, for those who read the chart. */
export function FigureTable({ part, periods, interval, locale }: Props) {
  const shown = (value: Money | number | null) => {
    if (value === null) return '–';
    return typeof value === 'number'
      ? new Intl.NumberFormat(locale).format(value)
      : formatMoney(value, locale);
  };
  const columns: readonly Column<FigurePeriod>[] = [
    { heading: 'From', cell: ({ from }) => periodName(from, interval, locale) },
    ...COLUMNS[part].map(([heading, cell]) => ({
      heading,
      numeric: true,
      cell: (period: FigurePeriod) => shown(cell(period)),
    })),
  ];
  return (
    <details className="mt-4">
      <summary className="cursor-pointer py-1 text-sm">As a table</summary>
      <div className="mt-3">
        <Table
          caption={CAPTIONS[part]}
          columns={columns}
          rows={periods.toReversed()}
          rowKey={({ from }) => from.toISOString()}
        />
      </div>
    </details>
  );
}
