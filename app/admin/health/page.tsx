import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { Figure, Figures } from '@/components/admin/figure';
import { PageHeading } from '@/components/ui/page-heading';
import { requireAdmin } from '@/lib/auth/session';
import { getEnv } from '@/lib/env';
import { getPayments } from '@/lib/payments';

export const metadata: Metadata = { title: 'Health' };

/** Seconds an event may wait before somebody should look at the worker. */
const LATE = 60;
const MODES = { sandbox: 'Sandbox', test: 'Stripe test mode', live: 'Live' } as const;
const WORKERS = { inline: 'In the web process', external: 'A process of its own' } as const;

function age(seconds: number | null, locale: string): string {
  if (seconds === null) return 'None waiting';
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(
    Math.round(seconds),
  );
}

export default async function AdminHealthPage() {
  await requireAdmin();
  const [payments, { locale }] = await Promise.all([getPayments(), getReader()]);
  const overview = await payments.admin.overview();
  const oldest = overview.oldestPendingSeconds;
  return (
    <>
      <PageHeading title="Health" />
      <Figures>
        <Figure label="Payments">{MODES[overview.mode]}</Figure>
        <Figure label="API version">
          <span className="font-mono text-base">{overview.apiVersion}</span>
        </Figure>
        <Figure label="Worker">{WORKERS[getEnv().worker]}</Figure>
        <Figure label="Oldest waiting event" alarm={oldest !== null && oldest > LATE}>
          {age(oldest, locale)}
        </Figure>
        <Figure label="Events given up on" alarm={overview.eventsDead > 0}>
          {overview.eventsDead}
        </Figure>
        <Figure label="Operations not settled">{overview.operationsUnsettled}</Figure>
      </Figures>
    </>
  );
}
