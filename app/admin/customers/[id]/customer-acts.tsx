import { SubmitButton } from '@/components/billing/submit-button';
import { ButtonLink } from '@/components/ui/button';
import type { AdminCustomer } from '@/lib/payments/domain/admin-views';
import { OnlyWhoMay } from '../../only-who-may';
import { customerPath } from '../customer-path';
import { syncNow } from './actions';

/** What can be done about a customer as a whole. */
export function CustomerActs({ customer: { id, userId } }: { customer: AdminCustomer }) {
  return (
    <OnlyWhoMay capability="serve">
      <div className="mt-6 flex flex-wrap gap-3">
        <form action={syncNow}>
          <input type="hidden" name="customer" value={id} />
          <SubmitButton look="secondary" size="sm">
            Sync now
          </SubmitButton>
        </form>
        {userId !== null && (
          <ButtonLink href={`${customerPath(id)}/credits`} look="secondary" size="sm">
            Give credits
          </ButtonLink>
        )}
      </div>
    </OnlyWhoMay>
  );
}
