import { invalidRequest, type Transaction } from '../../kernel';
import { liveCustomer } from '../../payments';
import { nextEnd } from '../subscriptions/renewal/roll';
import { liveSubscriptions, type Subscription } from '../subscriptions/subscription';
import type { Invoice } from './invoice';
import { previewChange } from './preview-change';
import type { PreviewParams } from './preview-params';
import { noUpcoming } from './preview-shape';

/** The next invoice from among a customer's subscriptions. Throws 404 when there will be none. */
export function previewCustomer(scratch: Transaction, id: string, params: PreviewParams): Invoice {
  const customer = liveCustomer(scratch, id);
  if (params.subscription_details) {
    const message =
      'You must specify `subscription` or `subscription_details[items]` to use `subscription_details`.';
    throw invalidRequest(message, { code: 'parameter_missing', param: 'subscription' });
  }
  const [next] = liveSubscriptions(scratch, customer.id)
    .filter(renews)
    .sort((one, other) => nextEnd(one) - nextEnd(other));
  if (!next) throw noUpcoming({ customer: customer.id });
  return previewChange(scratch, next.id, params);
}

function renews(subscription: Subscription): boolean {
  const { cancel_at, status } = subscription;
  if (status === 'incomplete' || status === 'paused') return false;
  return cancel_at === null || cancel_at > nextEnd(subscription);
}
