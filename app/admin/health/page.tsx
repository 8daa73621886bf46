import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { Figure, Figures } from '@/components/admin/figure';
import { PageHeading } from '@/components/ui/page-heading';
import { requireStaff } from '@/lib/auth/session';
import { getEnv } from '@/lib/env';
import { getPayments } from '@/lib/payments';
import { InboxFailuresTable } from './inbox-failures';
import { InboxFigures } from './inbox-figures';
import { ProviderFigures } from './provider-figures';

export const metadata: Metadata = { title: 'Health' };

const MODES = { sandbox: 'Sandbox', test: 'Stripe test mode', live: 'Live' } as const;
const WORKERS = { inline: 'In the web process', external: 'A process of its own' } as const;

export default async function AdminHealthPage() {
  await requireStaff();
  const [payments, { locale }] = await Promise.all([getPayments(), getReader()]);
  const { admin } = payments;
  const health = payments.health();
  const [machinery, inbox, failures] = await Promise.all([
    admin.machinery(),
    admin.inbox(),
    admin.inboxFailures(),
  ]);
  const { worker, webhookBacklogSeconds } = getEnv();
  return (
    <>
      <PageHeading title="Health" />
      <Figures>
        <Figure label="Payments">{MODES[machinery.mode]}</Figure>
        <Figure label="API version">
          <span className="font-mono text-base">{machinery.apiVersion}</span>
        </Figure>
        <ProviderFigures health={health} locale={locale} />
        <Figure label="Worker">{WORKERS[worker]}</Figure>
        <InboxFigures inbox={inbox} limit={webhookBacklogSeconds} locale={locale} />
        <Figure label="Operations not settled">{machinery.operationsUnsettled}</Figure>
      </Figures>
      <InboxFailuresTable failures={failures} locale={locale} />
    </>
  );
}
