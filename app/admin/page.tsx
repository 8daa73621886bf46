import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { Figure, Figures } from '@/components/admin/figure';
import { PageHeading } from '@/components/ui/page-heading';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { formatMoney } from '@/lib/payments/domain/money';

export const metadata: Metadata = { title: 'Overview' };

export default async function AdminOverviewPage() {
  await requireStaff();
  const [payments, { locale }] = await Promise.all([getPayments(), getReader()]);
  const overview = await payments.admin.overview();
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  const taken = overview.paymentsLast30Days;
  return (
    <>
      <PageHeading title="Overview" />
      <Figures>
        <Figure label="Customers">{count(overview.customers)}</Figure>
        <Figure label="Active subscriptions">{count(overview.activeSubscriptions)}</Figure>
        <Figure label="On trial">{count(overview.trialingSubscriptions)}</Figure>
        <Figure label="Paid in the last 30 days">
          {taken.length === 0 ? '–' : taken.map((sum) => formatMoney(sum, locale)).join(' + ')}
        </Figure>
        <Figure label="Events waiting">{count(overview.eventsPending)}</Figure>
        <Figure label="Events given up on" alarm={overview.eventsDead > 0}>
          {count(overview.eventsDead)}
        </Figure>
      </Figures>
    </>
  );
}
