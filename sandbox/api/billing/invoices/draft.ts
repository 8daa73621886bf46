import type { Transaction } from '../../kernel';
import type { Customer } from '../../payments';
import type { Period } from '../arithmetic/period';
import type { Discount } from '../discounts/discount';
import { type InvoiceItem, takeUp } from '../invoice-items/invoice-item';
import type { Subscription } from '../subscriptions/subscription';
import { buildInvoice } from './build';
import type { BilledItem } from './draw-up';
import { type Invoice, invoices } from './invoice';
import { settingsOfSubscription } from './of-subscription';

export interface SubscriptionDraft {
  customer: Customer;
  subscription: Subscription;
  billing_reason: NonNullable<Invoice['billing_reason']>;
  /** The periods to bill. */
  items: readonly BilledItem[];
  /** Pending invoice items to take up, newest first. */
  invoiceItems: readonly InvoiceItem[];
  discounts: readonly Discount[];
  trial: boolean;
  period: Period;
  /** When it is finalized by itself (unix seconds); null when whoever makes it finalizes it. */
  finalizesAt: number | null;
}

/** An invoice of a subscription as it would be drawn up now, not stored: what a preview shows. */
export function drawSubscriptionInvoice(tx: Transaction, input: SubscriptionDraft, id: string): Invoice {
  const { subscription, customer } = input;
  const invoice = buildInvoice(tx, {
    id,
    bill: {
      currency: subscription.currency,
      items: input.items,
      invoiceItems: input.invoiceItems,
      discounts: input.discounts,
      taxRates: subscription.default_tax_rates ?? [],
      automaticTaxOf: subscription.automatic_tax.enabled ? customer : null,
      trial: input.trial,
      subscription: subscription.id,
    },
    customer,
    billing_reason: input.billing_reason,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    // Unset as at Stripe: each attempt asks the subscription, whose method may be another by then.
    default_payment_method: null,
    period: input.period,
    settings: settingsOfSubscription(subscription, input.finalizesAt ?? tx.now()),
  });
  const advances = input.finalizesAt !== null;
  return {
    ...invoice,
    auto_advance: advances,
    automatically_finalizes_at: input.finalizesAt,
    // What is sent is not charged.
    next_payment_attempt: invoice.collection_method === 'send_invoice' ? null : input.finalizesAt,
  };
}

/** Draws up and stores a draft for a subscription and takes up its pending items. Emits nothing. */
export function draftSubscriptionInvoice(tx: Transaction, input: SubscriptionDraft): Invoice {
  const draft = tx.put(invoices, drawSubscriptionInvoice(tx, input, tx.newId('in')));
  takeUp(tx, input.invoiceItems, draft.id);
  return draft;
}
