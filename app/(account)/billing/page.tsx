import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { InvoiceTable } from '@/components/billing/invoice-table';
import { PaymentMethodList } from '@/components/billing/payment-method-list';
import { PlanDetails } from '@/components/billing/plan-details';
import { PurchaseTable } from '@/components/billing/purchase-table';
import { TextLink } from '@/components/ui/link';
import { Moment } from '@/components/ui/moment';
import { PageHeading } from '@/components/ui/page-heading';
import { EmptyState, Panel, Section } from '@/components/ui/panel';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import type { SubscriptionView } from '@/lib/payments/domain/views';

export const metadata: Metadata = { title: 'Billing' };

function Plans({ subscriptions, locale }: { subscriptions: readonly SubscriptionView[]; locale: string }) {
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
          </Panel>
        </li>
      ))}
    </ul>
  );
}

export default async function BillingPage() {
  const user = await requireUser('/billing');
  const [payments, { locale }] = await Promise.all([getPayments(), getReader()]);
  const billing = await payments.billing(user.id);
  const credits = new Intl.NumberFormat(locale).format(billing.credits);
  return (
    <>
      <PageHeading title="Billing">
        {billing.syncedAt && (
          <p className="text-sm">
            As of <Moment at={billing.syncedAt} locale={locale} withTime />
          </p>
        )}
      </PageHeading>
      <div className="space-y-12">
        <Section id="plan" title="Plan">
          <Plans subscriptions={billing.subscriptions} locale={locale} />
        </Section>
        <Section id="payment-methods" title="Payment methods">
          <PaymentMethodList methods={billing.paymentMethods} />
        </Section>
        <Section id="invoices" title="Invoices">
          <InvoiceTable invoices={billing.invoices} locale={locale} />
        </Section>
        <Section id="purchases" title="Purchases">
          {billing.credits > 0 && (
            <p className="mb-5 text-ink-soft">
              You hold <strong className="font-semibold text-ink tabular-nums">{credits}</strong> credits.
            </p>
          )}
          <PurchaseTable payments={billing.payments} locale={locale} />
        </Section>
      </div>
    </>
  );
}
