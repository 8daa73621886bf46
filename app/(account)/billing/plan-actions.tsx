import { SubmitButton } from '@/components/billing/submit-button';
import { ButtonLink } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import type { Resumable } from '@/lib/payments';
import type { OwnSubscriptionView } from '@/lib/payments/domain/views';
import { applyPromotionCode, resumePlan } from './actions';
import { pausePath } from './billing-path';
import { isPausable } from './own-plan';
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
      {isPausable(subscription) && (
        <ButtonLink href={pausePath(id)} look="secondary">
          Pause plan
        </ButtonLink>
      )}
      <CancelLink id={id} />
    </>
  );
}

function PromotionForm({ subscription }: Props) {
  return (
    <details className="mt-4 text-sm">
      <summary className="w-fit font-medium text-accent">Promotion code</summary>
      <form action={applyPromotionCode} className="mt-3 flex max-w-sm items-end gap-3">
        <SeenFields {...subscription} />
        <Field
          id={`code-${subscription.id}`}
          name="code"
          label="Code"
          autoComplete="off"
          required
          maxLength={100}
          className="flex-1"
        />
        <SubmitButton look="secondary">Apply</SubmitButton>
      </form>
    </details>
  );
}

/** What can be done about a running subscription. */
export function PlanActions({ subscription }: Props) {
  const { status, cancelAt } = subscription;
  const isDiscountable = (status === 'active' || status === 'trialing') && !cancelAt;
  return (
    <div className="mt-6 border-line border-t border-dashed pt-5">
      <div className="flex flex-wrap items-center gap-3">
        <Choices subscription={subscription} />
      </div>
      {isDiscountable && <PromotionForm subscription={subscription} />}
    </div>
  );
}
