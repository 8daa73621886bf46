import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { AsOf } from '@/components/billing/as-of';
import { PlanDetails } from '@/components/billing/plan-details';
import { ButtonLink } from '@/components/ui/button';
import { TextLink } from '@/components/ui/link';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel } from '@/components/ui/panel';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { planOf } from '@/lib/payments/domain/catalog';
import { deletePath } from './delete/delete-path';

export const metadata: Metadata = { title: 'Account' };

function Person({ name, email }: { name: string; email: string }) {
  return (
    <Panel>
      <h2 className="mb-4 text-lg">You</h2>
      <dl className="space-y-3 text-sm">
        <div>
          <dt className="text-ink-soft">Name</dt>
          <dd className="break-words font-medium">{name}</dd>
        </div>
        <div>
          <dt className="text-ink-soft">E-mail</dt>
          <dd className="break-words font-medium">{email}</dd>
        </div>
      </dl>
      <p className="mt-6 flex flex-wrap gap-x-6 gap-y-2 border-line border-t border-dashed pt-5 text-sm">
        <TextLink href="/account/export">Download your data</TextLink>
        <TextLink href={deletePath}>Delete account</TextLink>
      </p>
    </Panel>
  );
}

export default async function AccountPage() {
  const user = await requireUser('/account');
  const [payments, { locale }] = await Promise.all([getPayments(), getReader()]);
  const { access, subscriptions, credits, syncedAt } = await payments.billing(user.id);
  const plan = planOf(access.plan);
  const current = access.granted
    ? subscriptions.find((subscription) => subscription.plan === access.plan)
    : undefined;
  return (
    <>
      <PageHeading title="Account">{syncedAt && <AsOf at={syncedAt} locale={locale} />}</PageHeading>
      <div className="grid items-start gap-5 lg:grid-cols-[2fr_1fr]">
        <Panel className={access.granted ? 'stitched border-accent! after:text-accent' : ''}>
          <h2 className="text-xl">Current plan: {plan.name}</h2>
          <div className="mt-5">
            {current ? (
              <PlanDetails subscription={current} locale={locale} />
            ) : (
              <p className="text-ink-soft text-sm">{plan.tagline}. The paid plans open the members’ area.</p>
            )}
          </div>
          <div className="relative z-10 mt-7 flex flex-wrap gap-3">
            <ButtonLink href={access.granted ? '/members' : '/pricing'}>
              {access.granted ? 'Open the members’ area' : 'See the plans'}
            </ButtonLink>
            <ButtonLink href="/billing" look="secondary">
              Billing
            </ButtonLink>
          </div>
        </Panel>
        <div className="space-y-5">
          <Person name={user.name} email={user.email} />
          {credits > 0 && (
            <Panel>
              <h2 className="mb-2 text-lg">Credits</h2>
              <p className="font-semibold text-xl tabular-nums">
                {new Intl.NumberFormat(locale).format(credits)}
              </p>
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}
