import { z } from 'zod';
import type { PaymentsContext } from '../context';
import { PLANS } from '../domain/catalog';
import type { Cohort, FigureFilter, FigureInterval, Figures } from '../domain/figures';
import { type Counted, METRICS, toPeriods } from './periods';

/** How many columns there are of each. */
const COLUMNS: Readonly<Record<FigureInterval, number>> = { day: 31, week: 26, month: 36 };
const COHORTS = 12;

// Before the first column everything is one sum: what is counted up to a moment needs no more.
const COUNTED = `
  WITH span AS (
    SELECT (date_trunc($3, $4::date::timestamp) - ($5 - 1) * ('1 ' || $3)::interval)::date AS first
  )
  SELECT metric, CASE WHEN day < first THEN NULL ELSE date_trunc($3, day::timestamp)::date::text END AS "from",
    sum(amount)::bigint AS amount, sum(count)::int AS count
  FROM figures, span
  WHERE currency = $1 AND ($2::text[] IS NULL OR lookup_key = ANY ($2)) AND metric = ANY ($6) AND day <= $4::date
  GROUP BY 1, 2`;

const STARTS = `
  SELECT (date_trunc($1, $2::date::timestamp) - n * ('1 ' || $1)::interval)::date::text AS "from"
  FROM generate_series($3 - 1, 0, -1) AS n`;

const RETAINED = `
  SELECT cohort::text, day::text, sum(count)::int AS count
  FROM figures
  WHERE currency = $1 AND ($2::text[] IS NULL OR lookup_key = ANY ($2)) AND metric = 'retained'
    AND cohort >= date_trunc('month', $3::date::timestamp) - ($4 - 1) * interval '1 month' AND day <= $3::date
  GROUP BY 1, 2 ORDER BY 1, 2`;

// One look at each currency's first row, however many there are.
const CURRENCIES = `
  WITH RECURSIVE seen AS (
    (SELECT currency FROM figures ORDER BY currency LIMIT 1)
    UNION ALL
    SELECT (SELECT currency FROM figures f WHERE f.currency > seen.currency ORDER BY currency LIMIT 1)
    FROM seen WHERE seen.currency IS NOT NULL
  )
  SELECT COALESCE(array_agg(currency ORDER BY currency) FILTER (WHERE currency IS NOT NULL), '{}') AS currencies,
    (SELECT count(*)::int FROM (SELECT 1 FROM figure_marks LIMIT 10000) AS marks) AS waiting
  FROM seen`;

const countedSchema = z.array(
  z.object({
    metric: z.enum(METRICS),
    from: z.string().nullable(),
    amount: z.coerce.bigint(),
    count: z.number().int(),
  }),
);
const startsSchema = z.array(z.object({ from: z.string() }));
const retainedSchema = z.array(z.object({ cohort: z.string(), day: z.string(), count: z.number().int() }));
const currenciesSchema = z.tuple([z.object({ currencies: z.array(z.string()), waiting: z.number().int() })]);

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
const monthsBetween = (from: Date, to: Date): number =>
  (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();

/** The lookup keys of a plan; null for all plans. */
function lookupKeysOf(plan: string | null): readonly string[] | null {
  if (plan === null) return null;
  return PLANS.find(({ key }) => key === plan)?.prices.map(({ lookupKey }) => lookupKey) ?? [plan];
}

function toCohorts(rows: z.infer<typeof retainedSchema>, until: Date): Cohort[] {
  const months = [...new Set(rows.map(({ cohort }) => cohort))];
  return months.map((cohort) => {
    const month = dateOf(cohort);
    const own = rows.filter((row) => row.cohort === cohort);
    const size = own.reduce((sum, { count }) => sum + Math.max(count, 0), 0);
    const after = Array.from({ length: monthsBetween(month, until) + 1 }, (_, nth) => nth);
    const kept = after.map((nth) =>
      own
        .filter(({ day }) => monthsBetween(month, dateOf(day)) <= nth)
        .reduce((sum, { count }) => sum + count, 0),
    );
    return { month, size, kept };
  });
}

/** The business in figures, from the sums alone: as fast for a million customers as for a hundred. */
export async function figuresOf(
  { database: { pool } }: PaymentsContext,
  filter: FigureFilter,
): Promise<Figures> {
  const { currency, plan, interval, until } = filter;
  const keys = lookupKeysOf(plan);
  const [columns, day] = [COLUMNS[interval], dayOf(until)];
  const [counted, starts, retained, known] = await Promise.all([
    pool.query(COUNTED, [currency, keys, interval, day, columns, [...METRICS]]),
    pool.query(STARTS, [interval, day, columns]),
    pool.query(RETAINED, [currency, keys, day, COHORTS]),
    pool.query(CURRENCIES),
  ]);
  const rows: readonly Counted[] = countedSchema.parse(counted.rows);
  const from = startsSchema.parse(starts.rows).map((row) => row.from);
  const [{ currencies, waiting }] = currenciesSchema.parse(known.rows);
  return {
    filter,
    periods: toPeriods(rows, from, currency, interval),
    cohorts: toCohorts(retainedSchema.parse(retained.rows), until),
    currencies,
    waiting,
  };
}
