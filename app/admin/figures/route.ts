import { csvResponse, toCsv } from '@/app/csv';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import type { FigurePeriod } from '@/lib/payments/domain/figures';
import { type Money, toDecimal } from '@/lib/payments/domain/money';
import { parseFigureFilter } from '../overview-filter';

const HEADINGS = [
  'from',
  'currency',
  'mrr',
  'arr',
  'new_mrr',
  'expansion',
  'contraction',
  'churned_mrr',
  'active',
  'trialing',
  'started',
  'ended',
  'churn',
  'average_revenue',
  'lifetime_value',
  'revenue',
  'refunds',
  'failed',
  'recovered',
] as const;

const decimal = (amount: Money | null): string => (amount === null ? '' : toDecimal(amount));

function fieldsOf(period: FigurePeriod): string[] {
  const { mrr, arr, newMrr, expansion, contraction, churnedMrr } = period;
  const { active, trialing, started, ended, churn, arpu, lifetimeValue } = period;
  const { revenue, refunds, failed, recovered } = period;
  return [
    period.from.toISOString().slice(0, 10),
    mrr.currency.toUpperCase(),
    ...[mrr, arr, newMrr, expansion, contraction, churnedMrr].map(decimal),
    ...[active, trialing, started, ended].map(String),
    churn === null ? '' : churn.toFixed(4),
    ...[arpu, lifetimeValue, revenue, refunds, failed, recovered].map(decimal),
  ];
}

/** The figures of the overview, for a spreadsheet. */
export async function GET(request: Request): Promise<Response> {
  await requireStaff();
  const { admin } = await getPayments();
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const filter = parseFigureFilter(query, new Date());
  const { periods } = await admin.figures(filter);
  const name = ['figures', filter.currency, filter.plan, filter.interval].filter((part) => part !== null);
  return csvResponse(name.join('-'), toCsv(HEADINGS, periods.map(fieldsOf)));
}
