import { SubmitButton } from '@/components/billing/submit-button';
import { ButtonLink } from '@/components/ui/button';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel } from '@/components/ui/panel';
import { askForMail } from './ask-for-mail';

/** In place of the card form: what a card would be typed into can't be charged now. */
export function PaymentsPaused({ lookupKey, asked }: { lookupKey: string; asked: boolean }) {
  return (
    <div className="max-w-xl">
      <PageHeading title="Payments are paused">
        Our payment provider can’t be reached right now, so nothing can be bought. Nothing was charged. This
        usually takes minutes.
      </PageHeading>
      <Panel>
        {asked ? (
          <p role="status">We’ll mail you once payments are back. You can close this page.</p>
        ) : (
          <form action={askForMail}>
            <p className="mb-5">You need not wait here: one mail, as soon as you can go on.</p>
            <input type="hidden" name="lookupKey" value={lookupKey} />
            <SubmitButton>Mail me when payments are back</SubmitButton>
          </form>
        )}
      </Panel>
      <div className="mt-6 flex flex-wrap gap-3">
        <ButtonLink href={`/checkout/${lookupKey}`} look="secondary">
          Try again
        </ButtonLink>
        <ButtonLink href="/pricing" look="secondary">
          Back to pricing
        </ButtonLink>
      </div>
    </div>
  );
}
