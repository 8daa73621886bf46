import type { Transaction } from '../../kernel';
import { customers } from '../../payments';
import { pendingOfSubscription } from '../invoice-items/invoice-item';
import { priced } from '../subscriptions/change/prorate';
import { billedAhead } from '../subscriptions/order';
import { discountsAfter, discountsAt } from '../subscriptions/renewal/discounts';
import { nextEnd, roll } from '../subscriptions/renewal/roll';
import { nextInvoice } from '../subscriptions/renewal/upcoming';
import { customerIdOf, isOver, type Subscription, subscriptions } from '../subscriptions/subscription';
import { drawSubscriptionInvoice } from './draft';
import type { Invoice } from './invoice';
import { noUpcoming } from './preview-shape';

/**
 * The invoice of the next renewal of a subscription as it is in the rehearsal. Throws 404 when it will not renew and
 * nothing waits for its last invoice.
 */
export function nextOf(scratch: Transaction, subscription: Subscription): Invoice {
  const current = scratch.put(subscriptions, subscription);
  const ends = current.cancel_at !== null && current.cancel_at <= nextEnd(current);
  const waiting = pendingOfSubscription(scratch, current.id).length > 0;
  if (isOver(current) || current.status === 'paused' || (ends && !waiting)) {
    throw noUpcoming({ subscription: current });
  }
  return nextInvoice(scratch, current, scratch.newId('in'));
}

/** What a subscription costs period after period: no prorations, nothing that is billed once, no trial. */
export function recurringOf(scratch: Transaction, subscription: Subscription): Invoice {
  const customer = scratch.get(customers, customerIdOf(subscription));
  if (!customer || customer.deleted === true) throw new Error(`${subscription.id} has lost its customer.`);
  const at = nextEnd(subscription);
  const { items, ended } = roll(subscription, at);
  const lasting = discountsAfter(scratch, discountsAt(scratch, subscription, at));
  return drawSubscriptionInvoice(
    scratch,
    {
      customer,
      subscription,
      billing_reason: 'upcoming',
      items: billedAhead(items.data).map((item) => ({
        ...priced(item),
        period: { start: item.current_period_start, end: item.current_period_end },
        metadata: item.metadata,
      })),
      invoiceItems: [],
      discounts: discountsAt(scratch, subscription, at).filter(({ id }) => lasting.includes(id)),
      trial: false,
      period: ended,
      finalizesAt: null,
    },
    scratch.newId('in'),
  );
}
