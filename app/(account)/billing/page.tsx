import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { AsOf } from '@/components/billing/as-of';
import { InvoiceTable } from '@/components/billing/invoice-table';
import { PaymentMethodList } from '@/components/billing/payment-method-list';
import { PlanDetails } from '@/components/billing/plan-details';
import { PurchaseTable } from '@/components/billing/purchase-table';
import { ButtonLink } from '@/components/ui/button';
import { TextLink } from '@/components/ui/link';
import { PageHeading } from '@/components/ui/page-heading';
import { EmptyState, Panel, Section } from '@/components/ui/panel';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import type { BillingView } from '@/lib/payments/domain/views';
import { BillingDetails } from './billing-details';
import { BillingNotice } from './billing-notice';
import { addMethodPath } from './billing-path';
import { invoicesPath } from './invoices/invoice-search';
import { MethodActions } from './method-actions';
import { isRunning } from './own-plan';
import { PendingChanges } from './pending-changes';
import { PlanActions } from './plan-actions';

export const metadata: Metadata = { title: 'Billing' };

/** Subscriptions with something under way that nobody waits for: what comes of it decides what can be asked for next. */
function busyOnes({ changes }: BillingView): ReadonlySet<string | null> {
  const busy = changes.filter(({ state }) => state !== 'awaiting_buyer');
  return new Set(busy.map(({ subscriptionId }) => subscriptionId));
}

function Plans({ billing, locale }: { billing: BillingView; locale: string }) {
  const { subscriptions } = billing;
  const busy = busyOnes(billing);
  if (subscriptions.length === 0) {
    return (
      <EmptyState title="You are on Free">
        <TextLink href="/pricing">See the plans</TextLink>
      </EmptyState>
    );
  }
  return (
    <ul className="space-y-4">
      {subscriptions.map((subscription) => (
        <li key={subscription.id}>
          <Panel>
            <PlanDetails subscription={subscription} locale={locale} />
            {isRunning(subscription) && !busy.has(subscription.id) && (
              <PlanActions subscription={subscription} />
            )}
          </Panel>
        </li>
      ))}
      {!subscriptions.some(isRunning) && (
        <li>
          You are on Free. <TextLink href="/pricing">See the plans</TextLink>
        </li>
      )}
    </ul>
  );
}

type Props = { readonly searchParams: Promise<Readonly<Record<string, string | string[]>>> };

export default async function BillingPage({ searchParams }: Props) {
  const user = await requireUser('/billing');
  const [payments, { locale }] = await Promise.all([getPayments(), getReader()]);
  const billing = await payments.billing(user.id);
  const credits = new Intl.NumberFormat(locale).format(billing.credits);
  return (
    <>
      <PageHeading title="Billing">
        {billing.syncedAt && <AsOf at={billing.syncedAt} locale={locale} />}
      </PageHeading>
      <BillingNotice query={await searchParams} />
      <div className="space-y-12">
        <Section id="plan" title="Plan">
          <PendingChanges changes={billing.changes} locale={locale} />
          <Plans billing={billing} locale={locale} />
        </Section>
        <Section id="payment-methods" title="Payment methods">
          <PaymentMethodList
            methods={billing.paymentMethods}
            now={new Date()}
            actions={(method) => <MethodActions method={method} />}
          />
          <ButtonLink href={addMethodPath} look="secondary" className="mt-4">
            Add payment method
          </ButtonLink>
        </Section>
        <Section id="invoices" title="Invoices">
          <InvoiceTable invoices={billing.invoices} locale={locale} />
          {billing.invoices.length > 0 && (
            <p className="mt-4 text-sm">
              <TextLink href={invoicesPath}>All invoices</TextLink>
            </p>
          )}
        </Section>
        <Section id="details" title="Billing details">
          <BillingDetails details={billing.details} taxIds={billing.taxIds} locale={locale} />
        </Section>
        <Section id="purchases" title="Purchases">
          <p className="mb-5 text-ink-soft">
            You hold <strong className="font-semibold text-ink tabular-nums">{credits}</strong> credits.{' '}
            <TextLink href="/billing/credits">Buy credits</TextLink>
          </p>
          <PurchaseTable payments={billing.payments} locale={locale} />
        </Section>
      </div>
    </>
  );
}
