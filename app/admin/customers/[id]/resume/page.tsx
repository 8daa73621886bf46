import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SeenFields } from '@/app/(account)/billing/seen-fields';
import { SubmitButton } from '@/components/billing/submit-button';
import { ButtonLink } from '@/components/ui/button';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel } from '@/components/ui/panel';
import { requireStaff } from '@/lib/auth/session';
import { customerPath } from '../../customer-path';
import { resumeForCustomer } from '../actions';
import { type SubscriptionProps, subscriptionIn } from '../own-subscription';
import { hindranceOf } from '../subscription-acts';

export const metadata: Metadata = { title: 'Resume plan' };

const CONSEQUENCES = {
  pause: 'What is due is billed to the default payment method at once, and the plan opens when it is paid.',
  cancellation: 'The cancellation is taken back: the plan is renewed and charged at the end of its period.',
  scheduled_change: 'The planned change is taken back: the plan goes on as it is.',
} as const;

export default async function ResumeForCustomerPage(props: SubscriptionProps) {
  await requireStaff('serve');
  const { customer, subscription } = await subscriptionIn(props);
  const from = hindranceOf(subscription);
  // Resumed in another window meanwhile.
  if (from === null) redirect(customerPath(customer.id));
  return (
    <>
      <PageHeading title={`Resume ${subscription.planName}?`}>
        For {customer.email ?? customer.id}
      </PageHeading>
      <Panel className="max-w-xl">
        <p className="mb-6 text-sm">{CONSEQUENCES[from]}</p>
        <form action={resumeForCustomer} className="flex flex-wrap gap-3">
          <input type="hidden" name="customer" value={customer.id} />
          <input type="hidden" name="from" value={from} />
          <SeenFields {...subscription} />
          <SubmitButton>Resume plan</SubmitButton>
          <ButtonLink href={customerPath(customer.id)} look="secondary">
            Leave it
          </ButtonLink>
        </form>
      </Panel>
    </>
  );
}
