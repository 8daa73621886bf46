import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SubmitButton } from '@/components/billing/submit-button';
import { ButtonLink } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel } from '@/components/ui/panel';
import { requireStaff } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { customerPath } from '../../customer-path';
import { giveCredits } from '../actions';

export const metadata: Metadata = { title: 'Give credits' };

export default async function GiveCreditsPage({ params }: { params: Promise<{ id: string }> }) {
  await requireStaff('serve');
  const [{ admin }, { id }] = await Promise.all([getPayments(), params]);
  const customer = await admin.customer(id);
  if (!customer || customer.userId === null) notFound();
  return (
    <>
      <PageHeading title="Give credits">To {customer.email ?? customer.id}</PageHeading>
      <Panel className="max-w-xl">
        <form action={giveCredits} className="space-y-5">
          <input type="hidden" name="customer" value={customer.id} />
          {/* However often this page's form is sent, they are given once. */}
          <input type="hidden" name="request" value={crypto.randomUUID()} />
          <Field
            id="credits"
            name="credits"
            label="Credits"
            inputMode="numeric"
            pattern="[1-9][0-9]{0,6}"
            title="A whole number"
            autoComplete="off"
            required
            hint={`They have ${customer.credits} now. Nobody is charged; what is given can’t be taken back here.`}
          />
          <div className="flex flex-wrap gap-3">
            <SubmitButton>Give credits</SubmitButton>
            <ButtonLink href={customerPath(customer.id)} look="secondary">
              Give none
            </ButtonLink>
          </div>
        </form>
      </Panel>
    </>
  );
}
