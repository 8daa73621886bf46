'use client';

import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

const COLORS = {
  accent: 'var(--accent)',
  soft: 'var(--control)',
  warn: 'var(--warn)',
  danger: 'var(--danger)',
} as const;

export type Series = {
  readonly name: string;
  readonly as: 'line' | 'bar';
  readonly color: keyof typeof COLORS;
};

export type ChartProps = {
  readonly series: readonly Series[];
  /** One for each column of time: its name, and the value of each series by its name. */
  readonly points: readonly ({ readonly period: string } & Readonly<Record<string, number | string>>)[];
  /** Divides amounts in minor units and says their currency; null for plain counts. */
  readonly currency: { readonly code: string; readonly perMajor: number } | null;
  readonly locale: string;
};

function formatters({ currency, locale }: Pick<ChartProps, 'currency' | 'locale'>) {
  const options: Intl.NumberFormatOptions = currency
    ? { style: 'currency', currency: currency.code.toUpperCase() }
    : {};
  const major = (value: number) => value / (currency?.perMajor ?? 1);
  const short = new Intl.NumberFormat(locale, {
    ...options,
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
  const whole = new Intl.NumberFormat(locale, options);
  return {
    short: (value: number) => short.format(major(value)),
    whole: (value: unknown) => (typeof value === 'number' ? whole.format(major(value)) : String(value)),
  };
}

const AXIS = { stroke: 'var(--line)', tick: { fill: 'var(--ink-soft)', fontSize: 12 }, tickLine: false };

/** Bars of one column stand on each other, those below zero hang. */
export function DrawnChart({ series, points, currency, locale }: ChartProps) {
  const { short, whole } = formatters({ currency, locale });
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={[...points]} stackOffset="sign" margin={{ top: 4, right: 8, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="period" minTickGap={24} {...AXIS} />
        <YAxis tickFormatter={short} width={64} {...AXIS} />
        <ReferenceLine y={0} stroke="var(--control)" />
        <Tooltip
          formatter={whole}
          cursor={{ fill: 'var(--wash)' }}
          contentStyle={{ background: 'var(--card)', borderColor: 'var(--line)', color: 'var(--ink)' }}
          isAnimationActive={false}
        />
        <Legend wrapperStyle={{ fontSize: 12, color: 'var(--ink-soft)' }} />
        {series.map(({ name, as, color }) =>
          as === 'bar' ? (
            <Bar key={name} dataKey={name} stackId="all" fill={COLORS[color]} isAnimationActive={false} />
          ) : (
            <Line
              key={name}
              dataKey={name}
              stroke={COLORS[color]}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
            />
          ),
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
