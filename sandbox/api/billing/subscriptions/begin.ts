import { idOf, type Transaction } from '../../kernel';
import type { Customer } from '../../payments';
import { isOnce } from '../discounts/discount';
import { redeem } from '../discounts/redeem';
import { embedded } from '../envelope';
import { type InvoiceItem, pendingOfSubscription } from '../invoice-items/invoice-item';
import { DRAFT_WINDOW } from '../invoices/advance';
import { draftSubscriptionInvoice } from '../invoices/draft';
import type { BilledItem } from '../invoices/draw-up';
import type { Invoice } from '../invoices/invoice';
import { type BeginParams, buildSubscription } from './build';
import { addInvoiceItems } from './change/add-invoice-items';
import { endOf, priced } from './change/prorate';
import { firstDebits } from './first-debits';
import { itemDiscounts } from './item-discounts';
import { billedAhead, type Order } from './order';
import { storeProrations } from './prorations/proration-item';
import { discountsAt } from './renewal/discounts';
import type { Subscription } from './subscription';

/** A subscription that begins: nothing is collected or announced, and the subscription is not stored yet. */
export interface Begun {
  /** As it is until its payment decides: incomplete, with its first invoice as the latest. */
  subscription: Subscription;
  /** The first invoice, stored; null when there is nothing to bill yet: in flexible billing no empty invoice is made. */
  draft: Invoice | null;
  /** The invoice items that were made. */
  made: InvoiceItem[];
}

interface ToBegin {
  id: string;
  order: Order;
  params: BeginParams;
  customer: Customer;
  /** Whether the first invoice stays a draft for an hour, as those of schedules do. */
  drafted?: boolean;
}

/** Begins a subscription: gives it its discounts and draws up its first invoice. Throws 400. */
export function begin(tx: Transaction, input: ToBegin): Begun {
  const { id, order, params, customer } = input;
  const bare = buildSubscription(tx, { id, order, params, customer });
  const given = redeem(tx, order.discounts, { customer: customer.id, subscription: id });
  const subscription = {
    ...bare,
    discounts: given.map((discount) => discount.id),
    items: embedded(discounted(tx, bare, order), bare.items.url),
  };
  const stored = storeProrations(tx, subscription, firstDebits(tx, subscription, order));
  const made = [...stored, ...addInvoiceItems(tx, subscription, params.add_invoice_items ?? [])];
  const draft = firstDraft(tx, subscription, input);
  if (!draft) return { subscription, draft, made };
  // A discount for once is spent by the first invoice with anything on it; a trial's has nothing.
  const kept = given.filter((discount) => order.trialEnd !== null || !isOnce(tx, discount));
  const discounts = kept.map((discount) => discount.id);
  return { subscription: { ...subscription, discounts, latest_invoice: draft.id }, draft, made };
}

/** The items with the discounts that were asked for them. */
function discounted(tx: Transaction, subscription: Subscription, order: Order) {
  return subscription.items.data.map((item) => {
    const wanted = order.items.find((one) => one.id === item.id)?.discounts;
    if (!wanted) return item;
    const discounts = itemDiscounts(tx, wanted, {
      held: [],
      id: item.id,
      price: item.price,
      currency: subscription.currency,
      customer: idOf(subscription.customer) ?? '',
      subscription: subscription.id,
    });
    return { ...item, discounts };
  });
}

function firstDraft(
  tx: Transaction,
  subscription: Subscription,
  { order, customer, drafted }: ToBegin,
): Invoice | null {
  const items = order.cycle.billing === 'full' ? billedAhead(subscription.items.data) : [];
  const whole = items.filter(
    (item) => endOf(subscription, item) === item.current_period_end || order.trialEnd !== null,
  );
  const invoiceItems = pendingOfSubscription(tx, subscription.id);
  if (whole.length === 0 && invoiceItems.length === 0) return null;
  const now = tx.now();
  return draftSubscriptionInvoice(tx, {
    customer,
    subscription,
    billing_reason: 'subscription_create',
    items: whole.map((item): BilledItem => {
      const period = { start: item.current_period_start, end: item.current_period_end };
      return { ...priced(item), period, metadata: item.metadata };
    }),
    invoiceItems,
    discounts: discountsAt(tx, subscription, now),
    trial: order.trialEnd !== null,
    period: { start: now, end: now },
    finalizesAt: drafted || subscription.collection_method === 'send_invoice' ? now + DRAFT_WINDOW : null,
  });
}
