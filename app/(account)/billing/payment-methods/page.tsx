import type { Metadata } from 'next';
import { getReader } from '@/app/reader';
import { PayPanel } from '@/components/billing/stripe/pay-panel';
import { ButtonLink } from '@/components/ui/button';
import { PageHeading } from '@/components/ui/page-heading';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { addMethodPath } from '../billing-path';
import { NeedsScript } from '../needs-script';
import { addMethod } from '../pay-actions';

export const metadata: Metadata = { title: 'Add payment method' };

export default async function AddMethodPage() {
  await requireUser(addMethodPath);
  const [payments, { currency }] = await Promise.all([getPayments(), getReader()]);
  return (
    <div className="max-w-xl">
      <PageHeading title="Add payment method">
        Nothing is charged. Your bank may ask whether it is you.
      </PageHeading>
      <NeedsScript />
      <PayPanel
        kind="pack"
        button="Save card"
        saved={[]}
        charge={{ amount: 0, currency }}
        config={payments.browserConfig()}
        begin={addMethod}
      />
      <ButtonLink href="/billing" look="secondary" className="mt-2">
        Not now
      </ButtonLink>
    </div>
  );
}
