import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ActNotice } from '@/app/admin/act-notice';
import { getReader } from '@/app/reader';
import { SubmitButton } from '@/components/billing/submit-button';
import { ButtonLink } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextLink } from '@/components/ui/link';
import { Moment } from '@/components/ui/moment';
import { PageHeading } from '@/components/ui/page-heading';
import { EmptyState, Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import type { AdminPayment } from '@/lib/payments/domain/admin-views';
import { formatMoney, type Money, toDecimal } from '@/lib/payments/domain/money';
import { refundLimit } from '@/lib/payments/domain/staff';
import { customerPath } from '../../../customers/customer-path';
import { refundPayment } from './actions';

export const metadata: Metadata = { title: 'Refund' };

const REASONS = [
  ['', 'No reason given'],
  ['requested_by_customer', 'The customer asked for it'],
  ['duplicate', 'It was paid twice'],
  ['fraudulent', 'It was fraud'],
] as const;

function Consequence({ payment, limit, locale }: FormProps) {
  return (
    <p className="mb-6 text-ink-soft text-sm">
      Goes back to {payment.card ?? 'the way it was paid'} within five to ten days and can’t be taken back. A
      subscription goes on; credits that were bought with this payment are taken back in proportion.
      {limit !== null && ` Your role may give back up to ${formatMoney(limit, locale)} at once.`}
    </p>
  );
}

type FormProps = { readonly payment: AdminPayment; readonly limit: Money | null; readonly locale: string };

function RefundForm(props: FormProps) {
  const { payment, limit, locale } = props;
  const { left } = payment;
  const most = limit !== null && limit.amount < left.amount ? limit : left;
  return (
    <Panel className="max-w-xl">
      <Consequence {...props} />
      <form action={refundPayment} className="space-y-5">
        <input type="hidden" name="payment" value={payment.id} />
        {/* However often this page's form is sent, it is one refund. */}
        <input type="hidden" name="request" value={crypto.randomUUID()} />
        <Field
          id="amount"
          name="amount"
          label="Amount"
          inputMode="decimal"
          autoComplete="off"
          required
          defaultValue={toDecimal(most)}
          hint={`In ${left.currency.toUpperCase()}. ${formatMoney(left, locale)} is left of this payment.`}
        />
        <Select id="reason" label="Reason" value="" options={REASONS} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton>Confirm refund</SubmitButton>
          <ButtonLink
            href={payment.customerId === null ? '/admin/payments' : customerPath(payment.customerId)}
            look="secondary"
          >
            Don’t refund
          </ButtonLink>
        </div>
      </form>
    </Panel>
  );
}

type Props = { readonly params: Promise<{ id: string }>; readonly searchParams: Promise<unknown> };

export default async function RefundPage({ params, searchParams }: Props) {
  const staff = await requireStaff('serve');
  const [{ admin }, { locale }, { id }] = await Promise.all([getPayments(), getReader(), params]);
  const payment = await admin.payment(id);
  if (!payment) notFound();
  const { amount, customerEmail, created, card } = payment;
  return (
    <>
      <PageHeading title={`Refund ${formatMoney(amount, locale)}`}>
        Paid by {customerEmail ?? 'nobody we know'}
        {card && ` with ${card}`}, <Moment at={created} locale={locale} withTime />
      </PageHeading>
      <ActNotice query={await searchParams} />
      {!payment.owned && (
        <EmptyState title="Not a customer of this application">
          <TextLink href={payment.dashboardUrl}>Refund it in Stripe’s dashboard</TextLink>
        </EmptyState>
      )}
      {payment.owned && payment.left.amount <= 0 && <EmptyState title="Nothing is left of this payment" />}
      {payment.owned && payment.left.amount > 0 && (
        <RefundForm payment={payment} limit={refundLimit(staff.role, amount.currency)} locale={locale} />
      )}
    </>
  );
}
