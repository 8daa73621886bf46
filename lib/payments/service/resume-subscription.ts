import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import type { Params } from '../operations/operation';
import { changeSubscription, type SeenSubscription } from './change-subscription';

/** What keeps a subscription from going on as it is. */
export type Resumable = Params<'resume_subscription'>['from'];

/** Takes back a cancellation, a scheduled change or a pause. See PaymentService and AdminActs. */
export function resumeSubscription(
  context: PaymentsContext,
  userId: string,
  seen: SeenSubscription,
  from: Resumable,
  requestedBy?: string,
): Promise<Outcome> {
  const params = { subscriptionId: seen.subscriptionId, from };
  return changeSubscription(context, userId, seen, {
    purpose: 'resume_subscription',
    params,
    requestedBy,
  });
}
