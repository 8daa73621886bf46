import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { Figure, Figures } from '@/components/admin/figure';
import { PageHeading } from '@/components/ui/page-heading';
import { Section } from '@/components/ui/panel';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { DEFINITIONS, type FigurePeriod } from '@/lib/payments/domain/figures';
import { formatMoney, type Money } from '@/lib/payments/domain/money';
import { CohortTable } from './cohort-table';
import { FigureCharts } from './figure-charts';
import { parseFigureFilter } from './overview-filter';
import { OverviewFilterForm } from './overview-filter-form';

export const metadata: Metadata = { title: 'Overview' };

/** The figures of the period that runs. */
function Latest({ period, locale }: { period: FigurePeriod; locale: string }) {
  const amount = (value: Money | null) => (value === null ? '–' : formatMoney(value, locale));
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const { mrr, arr, active, trialing, churn, revenue, refunds, arpu, lifetimeValue } = period;
  const { failed, recovered, ended } = period;
  return (
    <Figures>
      <Figure label="MRR" about={DEFINITIONS.mrr}>
        {amount(mrr)}
      </Figure>
      <Figure label="ARR" about={DEFINITIONS.arr}>
        {amount(arr)}
      </Figure>
      <Figure label="Active subscriptions" about={DEFINITIONS.active}>
        {count(active)}
      </Figure>
      <Figure label="Trialing" about={DEFINITIONS.trialing}>
        {count(trialing)}
      </Figure>
      <Figure label="Churn" about={`${DEFINITIONS.churn} ${count(ended)} so far.`}>
        {churn === null ? '–' : percent.format(churn)}
      </Figure>
      <Figure label="Average revenue per subscription" about={DEFINITIONS.arpu}>
        {amount(arpu)}
      </Figure>
      <Figure label="Lifetime value of a subscription" about={DEFINITIONS.lifetimeValue}>
        {amount(lifetimeValue)}
      </Figure>
      <Figure label="Received" about={DEFINITIONS.revenue}>
        {amount(revenue)}
      </Figure>
      <Figure label="Refunded" about={DEFINITIONS.refunds}>
        {amount(refunds)}
      </Figure>
      <Figure label="Renewals that failed" about={DEFINITIONS.failed}>
        {amount(failed)}
      </Figure>
      <Figure label="Renewals recovered" about={DEFINITIONS.recovered}>
        {amount(recovered)}
      </Figure>
    </Figures>
  );
}

const SINCE = { day: 'Today', week: 'This week', month: 'This month' } as const;

type Props = { readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function AdminOverviewPage({ searchParams }: Props) {
  await requireStaff();
  const [{ admin }, { locale }, query] = await Promise.all([getPayments(), getReader(), searchParams]);
  const filter = parseFigureFilter(query, new Date());
  const figures = await admin.figures(filter);
  const latest = figures.periods.at(-1);
  return (
    <>
      <PageHeading title="Overview">
        {SINCE[filter.interval]}, in {filter.currency.toUpperCase()}; days begin at midnight UTC.
        {figures.waiting > 0 && ` ${figures.waiting} changes are still being counted.`}
      </PageHeading>
      <OverviewFilterForm figures={figures} />
      {latest && <Latest period={latest} locale={locale} />}
      <FigureCharts figures={figures} locale={locale} />
      <div className="mt-12">
        <Section id="cohorts" title="Retention">
          <CohortTable cohorts={figures.cohorts} locale={locale} />
        </Section>
      </div>
    </>
  );
}
