import type { Metadata } from 'next';
import { SeenFields } from '@/app/(account)/billing/seen-fields';
import { getReader } from '@/app/reader';
import { SubmitButton } from '@/components/billing/submit-button';
import { ButtonLink } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel } from '@/components/ui/panel';
import { requireStaff } from '@/lib/auth/session';
import { customerPath } from '../../customer-path';
import { cancelForCustomer } from '../actions';
import { type SubscriptionProps, subscriptionIn } from '../own-subscription';

export const metadata: Metadata = { title: 'Cancel plan' };

export default async function CancelForCustomerPage(props: SubscriptionProps) {
  await requireStaff('serve');
  const [{ customer, subscription }, { locale }] = await Promise.all([subscriptionIn(props), getReader()]);
  const { planName, currentPeriodEnd, cancelAt } = subscription;
  return (
    <>
      <PageHeading title={`Cancel ${planName}?`}>For {customer.email ?? customer.id}</PageHeading>
      <Panel className="max-w-xl">
        <form action={cancelForCustomer}>
          <input type="hidden" name="customer" value={customer.id} />
          <SeenFields {...subscription} />
          {cancelAt === null && (
            <>
              <p className="mb-4 text-sm">
                At the end of the period{' '}
                {currentPeriodEnd && (
                  <>
                    (<Moment at={currentPeriodEnd} locale={locale} />)
                  </>
                )}
                : {planName} stays open until then, is not renewed, and can be resumed.
              </p>
              <SubmitButton name="when" value="period_end">
                Cancel at period end
              </SubmitButton>
            </>
          )}
          <p className="mt-7 mb-4 border-line border-t border-dashed pt-5 text-sm">
            At once: {planName} closes now, which can’t be taken back. What was paid is given back by a refund
            only.
          </p>
          <div className="flex flex-wrap gap-3">
            <SubmitButton name="when" value="now" look="secondary">
              End {planName} now
            </SubmitButton>
            <ButtonLink href={customerPath(customer.id)} look="quiet">
              Keep {planName}
            </ButtonLink>
          </div>
        </form>
      </Panel>
    </>
  );
}
