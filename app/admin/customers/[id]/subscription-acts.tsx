import { ButtonLink } from '@/components/ui/button';
import type { OwnSubscriptionView } from '@/lib/payments/domain/views';
import { OnlyWhoMay } from '../../only-who-may';
import { customerPath } from '../customer-path';

/** Those nothing can be done about any more. */
const ENDED: readonly string[] = ['canceled', 'incomplete_expired'];

/** What keeps a subscription from going on as it is, if anything: what can be taken back. */
export function hindranceOf({ paused, cancelAt, scheduled }: OwnSubscriptionView) {
  if (paused) return 'pause';
  if (cancelAt !== null) return 'cancellation';
  return scheduled === null ? null : 'scheduled_change';
}

type Props = { readonly customerId: string; readonly subscription: OwnSubscriptionView };

/** What the staff can do about a subscription; each is asked once more on a page of its own. */
export function SubscriptionActs({ customerId, subscription }: Props) {
  if (ENDED.includes(subscription.status)) return null;
  const to = (act: string) => `${customerPath(customerId)}/${act}?subscription=${subscription.id}`;
  return (
    <OnlyWhoMay capability="serve">
      <p className="mt-5 flex flex-wrap gap-3">
        {hindranceOf(subscription) && (
          <ButtonLink href={to('resume')} look="secondary" size="sm">
            Resume plan
          </ButtonLink>
        )}
        <ButtonLink href={to('cancel')} look="secondary" size="sm">
          Cancel plan
        </ButtonLink>
      </p>
    </OnlyWhoMay>
  );
}
