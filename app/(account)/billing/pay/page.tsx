import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { getReader } from '@/app/reader';
import { PayPanel } from '@/components/billing/stripe/pay-panel';
import { Moment } from '@/components/ui/moment';
import { PageHeading } from '@/components/ui/page-heading';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import type { DueInvoice } from '@/lib/payments/domain/due-invoice';
import { formatMoney } from '@/lib/payments/domain/money';
import { payPath } from '../billing-path';
import { NeedsScript } from '../needs-script';
import { finishInvoice, payInvoice } from '../pay-actions';
import { savedMethods } from '../saved-methods';

export const metadata: Metadata = { title: 'Pay now' };

function Retries({ due: { nextAttemptAt }, locale }: { due: DueInvoice; locale: string }) {
  return nextAttemptAt ? (
    <>
      We try it again by ourselves on <Moment at={nextAttemptAt} locale={locale} />; you need not wait for
      that.
    </>
  ) : (
    'It is not tried again by itself.'
  );
}

type Props = { readonly searchParams: Promise<{ readonly invoice?: string | string[] }> };

/** Pays an invoice whose payment did not go through, with a saved card or another one. */
export default async function PayPage({ searchParams }: Props) {
  const invoice = z
    .string()
    .max(200)
    .safeParse((await searchParams).invoice);
  if (!invoice.success) redirect('/billing');
  const user = await requireUser(payPath(invoice.data));
  const [payments, { locale }] = await Promise.all([getPayments(), getReader()]);
  const due = (await payments.dues(user.id)).find(({ id }) => id === invoice.data);
  // Paid in another window meanwhile, or not theirs: the billing page shows what there is.
  if (!due) redirect('/billing');
  const { amount, number } = due;
  const { paymentMethods } = await payments.billing(user.id);
  return (
    <div className="max-w-xl">
      <PageHeading title={`Pay ${formatMoney(amount, locale)}`}>
        {number ? `Invoice ${number}: the` : 'The'} payment did not go through.{' '}
        <Retries due={due} locale={locale} />
      </PageHeading>
      <NeedsScript />
      <PayPanel
        kind="subscription"
        button={`Pay ${formatMoney(amount, locale)}`}
        saved={savedMethods(paymentMethods)}
        charge={amount}
        config={payments.browserConfig()}
        begin={payInvoice.bind(null, due.id)}
        finish={finishInvoice.bind(null, due.id)}
        query={{ invoice: due.id }}
      />
    </div>
  );
}
