import type { Transaction } from '../../../kernel';
import { customers } from '../../../payments';
import { pendingOfCustomer, pendingOfSubscription } from '../../invoice-items/invoice-item';
import type { SubscriptionDraft } from '../../invoices/draft';
import type { BilledItem } from '../../invoices/draw-up';
import { meteredLines } from '../../meters/lines';
import { endOf, priced } from '../change/prorate';
import { billedAhead } from '../order';
import { customerIdOf, type Subscription, type SubscriptionItem } from '../subscription';
import { discountsAt } from './discounts';
import type { Rolled } from './roll';

/**
 * What the invoice of a renewal bills: the periods that begin, the usage of those that ended, and what waited. A
 * period that will be cut short is among what waits: see `cutShort`.
 */
export function cycleInvoice(
  tx: Transaction,
  subscription: Subscription,
  rolled: Rolled,
  finalizesAt: number | null,
): SubscriptionDraft {
  const customer = tx.existing(customers, customerIdOf(subscription));
  if (customer.deleted === true) throw new Error(`${subscription.id} has lost its customer.`);
  const { ended, renewed } = rolled;
  const whole = billedAhead(renewed).filter((item) => endOf(subscription, item) === item.current_period_end);
  // A trial's usage is free.
  const used = subscription.status === 'trialing' ? [] : meteredLines(tx, subscription, ended);
  return {
    customer,
    subscription,
    billing_reason: 'subscription_cycle',
    items: [...used, ...whole.map(billed)],
    invoiceItems: [
      ...pendingOfSubscription(tx, subscription.id),
      ...pendingOfCustomer(tx, customer.id, subscription.currency),
    ],
    discounts: discountsAt(tx, subscription, ended.end),
    trial: false,
    period: ended,
    finalizesAt,
  };
}

function billed(item: SubscriptionItem): BilledItem {
  const period = { start: item.current_period_start, end: item.current_period_end };
  return { ...priced(item), period, metadata: item.metadata };
}
