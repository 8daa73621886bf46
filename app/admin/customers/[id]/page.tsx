import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getReader } from '@/app/reader';
import { AsOf } from '@/components/billing/as-of';
import { InvoiceTable } from '@/components/billing/invoice-table';
import { PaymentMethodList } from '@/components/billing/payment-method-list';
import { PlanDetails } from '@/components/billing/plan-details';
import { PurchaseTable } from '@/components/billing/purchase-table';
import { TextLink } from '@/components/ui/link';
import { PageHeading } from '@/components/ui/page-heading';
import { EmptyState, Panel, Section } from '@/components/ui/panel';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import type { AdminCustomer } from '@/lib/payments/domain/admin-views';
import { planOf } from '@/lib/payments/domain/catalog';
import { ActNotice } from '../../act-notice';
import { RefundLink } from '../../payments/refund-link';
import { CustomerActs } from './customer-acts';
import { SubscriptionActs } from './subscription-acts';
import { Timeline } from './timeline';

export const metadata: Metadata = { title: 'Customer' };

type Props = { readonly customer: AdminCustomer; readonly locale: string };

function Facts({ customer: { id, userId, access, credits, dashboardUrl }, locale }: Props) {
  const count = new Intl.NumberFormat(locale).format(credits);
  return (
    <p className="flex flex-wrap items-center gap-x-6 gap-y-2 text-ink-soft text-sm">
      <span className="font-mono">{id}</span>
      <span>{userId === null ? 'No user of ours' : `User ${userId}`}</span>
      <span>{planOf(access.plan).name}</span>
      <span>{count} credits</span>
      <TextLink href={dashboardUrl}>Open in Stripe’s dashboard</TextLink>
    </p>
  );
}

function Subscriptions({ customer: { id, userId, subscriptions }, locale }: Props) {
  if (subscriptions.length === 0) return <EmptyState title="No subscriptions" />;
  return (
    <ul className="space-y-4">
      {subscriptions.map((subscription) => (
        <li key={subscription.id}>
          <Panel>
            <PlanDetails subscription={subscription} locale={locale} />
            {userId !== null && <SubscriptionActs customerId={id} subscription={subscription} />}
          </Panel>
        </li>
      ))}
    </ul>
  );
}

type PageProps = { readonly params: Promise<{ id: string }>; readonly searchParams: Promise<unknown> };

export default async function AdminCustomerPage({ params, searchParams }: PageProps) {
  await requireStaff();
  const [{ admin }, { locale }, { id }] = await Promise.all([getPayments(), getReader(), params]);
  const customer = await admin.customer(id);
  if (!customer) notFound();
  return (
    <>
      <PageHeading title={customer.name ?? customer.email ?? customer.id}>
        {customer.email} <AsOf at={customer.syncedAt} locale={locale} />
      </PageHeading>
      <ActNotice query={await searchParams} />
      <Facts customer={customer} locale={locale} />
      <CustomerActs customer={customer} />
      <div className="mt-10 grid gap-12 lg:grid-cols-[1.6fr_1fr]">
        <div className="min-w-0 space-y-12">
          <Section id="subscriptions" title="Subscriptions">
            <Subscriptions customer={customer} locale={locale} />
          </Section>
          <Section id="payment-methods" title="Payment methods">
            <PaymentMethodList methods={customer.paymentMethods} now={new Date()} />
          </Section>
          <Section id="invoices" title="Invoices">
            <InvoiceTable invoices={customer.invoices} locale={locale} />
          </Section>
          <Section id="payments" title="Payments">
            <PurchaseTable
              payments={customer.payments}
              locale={locale}
              action={(payment) => <RefundLink payment={payment} />}
            />
          </Section>
        </div>
        <Section id="timeline" title="What happened">
          <Timeline entries={customer.timeline} locale={locale} />
        </Section>
      </div>
    </>
  );
}
