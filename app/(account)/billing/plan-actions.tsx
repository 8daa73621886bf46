import { SubmitButton } from '@/components/billing/submit-button';
import { ButtonLink } from '@/components/ui/button';
import type { Resumable } from '@/lib/payments';
import type { OwnSubscriptionView } from '@/lib/payments/domain/views';
import { resumePlan } from './actions';
import { planPath } from './plan/plan-path';
import { SeenFields } from './seen-fields';

type Props = { readonly subscription: OwnSubscriptionView };

function ResumeForm({ subscription, from, label }: Props & { from: Resumable; label: string }) {
  return (
    <form action={resumePlan}>
      <SeenFields {...subscription} />
      <input type="hidden" name="from" value={from} />
      <SubmitButton look="secondary">{label}</SubmitButton>
    </form>
  );
}

function CancelLink({ id }: { id: string }) {
  return (
    <ButtonLink href={`/billing/cancel?${new URLSearchParams({ subscription: id })}`} look="secondary">
      Cancel plan
    </ButtonLink>
  );
}

function Choices({ subscription }: Props) {
  const { id, status, cancelAt, paused, scheduled, pendingUntil } = subscription;
  if (cancelAt) return <ResumeForm subscription={subscription} from="cancellation" label="Resume plan" />;
  if (paused)
    return (
      <>
        <ResumeForm subscription={subscription} from="pause" label="Resume plan" />
        <CancelLink id={id} />
      </>
    );
  // One change at a time, and none while a payment is due.
  const isChangeable = (status === 'active' || status === 'trialing') && !scheduled && !pendingUntil;
  return (
    <>
      {scheduled && <ResumeForm subscription={subscription} from="scheduled_change" label="Take back" />}
      {isChangeable && (
        <ButtonLink href={planPath({ subscription: id })} look="secondary">
          Change plan
        </ButtonLink>
      )}
      <CancelLink id={id} />
    </>
  );
}

/** What can be done about a running subscription. */
export function PlanActions({ subscription }: Props) {
  return (
    <div className="mt-6 flex flex-wrap items-center gap-3 border-line border-t border-dashed pt-5">
      <Choices subscription={subscription} />
    </div>
  );
}
