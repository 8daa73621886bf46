import type { Access } from './access';
import type { BillingDetails } from './address';
import type { Currency, Meter, PlanKey } from './catalog';
import type { Money } from './money';
import type { BrowserAction } from './outcome';
import type { Refused } from './refusal';
import type { TaxIdView } from './tax-id';

/** Whether something in the catalogue can be bought now, and for how much: the provider's own price, from the mirror. */
export type Offer = {
  readonly lookupKey: string;
  readonly currency: Currency;
  readonly unit: Money;
  readonly available: boolean;
};

/** One line of an order summary. */
export type QuoteLine = { readonly label: string; readonly quantity: number; readonly amount: Money };

/** What would be charged today if the buyer subscribed or paid now. */
export type Quote = {
  readonly kind: 'quote';
  readonly lines: readonly QuoteLine[];
  readonly subtotal: Money;
  readonly discount: Money | null;
  /** "25 % off for 3 months", when a promotion code was applied. */
  readonly discountLabel: string | null;
  /** Part of the prices where it is included, else on top of them. */
  readonly tax: { readonly amount: Money; readonly included: boolean } | null;
  readonly dueToday: Money;
  /** The days of trial that this buyer gets; 0 for none. */
  readonly trialDays: number;
  /** What each later period costs (of a metered plan: each unit), without the discount; null for a one-off. */
  readonly recurring: Money | null;
};
export type QuoteOutcome = Quote | Refused;

/** What another plan or number of seats would cost, and from when on. */
export type PlanChangeQuote = {
  readonly kind: 'plan_change_quote';
  readonly when: 'now' | 'period_end';
  /** When it takes effect; null when that is not known. */
  readonly at: Date | null;
  /** What is charged (or given back, below zero) today; at the end of the period what is charged then. */
  readonly lines: readonly QuoteLine[];
  readonly dueToday: Money;
  readonly nextInvoice: Money;
  readonly nextInvoiceAt: Date | null;
  /** Unix seconds, to be handed back to changePlan; null at the end of the period. */
  readonly prorationDate: number | null;
};
export type PlanChangeQuoteOutcome = PlanChangeQuote | Refused;

/** How a change stands. */
export type ChangeCompletion =
  /** `deferred`: accepted, and yet to be sent. */
  | { readonly kind: 'done' | 'processing' | 'deferred' | 'not_found' }
  /** It waits for the buyer to confirm the payment; with what the browser needs for that. */
  | { readonly kind: 'unpaid'; readonly action: BrowserAction }
  | { readonly kind: 'ended'; readonly refusal: Refused };

/** What the completion page says. */
export type Completion =
  | { readonly kind: 'subscribed'; readonly plan: PlanKey; readonly trialEnd: Date | null }
  | { readonly kind: 'paid'; readonly lookupKey: string; readonly amount: Money }
  /** The provider is still settling it, or could not be asked just now. */
  | { readonly kind: 'processing' }
  /** The buyer has not paid (yet): back to the checkout of this lookup key. */
  | { readonly kind: 'unpaid'; readonly lookupKey: string }
  | { readonly kind: 'ended'; readonly lookupKey: string; readonly refusal: Refused }
  /** No such operation of this user. */
  | { readonly kind: 'not_found' };

/** What was used in the period that runs, and what it comes to before discounts and tax. */
export type UsageView = {
  readonly quantity: number;
  readonly unit: Meter['unit'];
  /** Of one unit. */
  readonly price: Money;
  readonly amount: Money;
};

export type SubscriptionView = {
  readonly id: string;
  readonly plan: PlanKey | null;
  readonly planName: string;
  readonly status: string;
  readonly statusLabel: string;
  readonly statusMessage: string;
  /** 1 where the plan is not sold by the seat. */
  readonly seats: number;
  readonly interval: string | null;
  /** What each period costs; null where that is not known ahead. */
  readonly recurring: Money | null;
  /** Of a plan that is paid by what is used. */
  readonly usage: UsageView | null;
  readonly currentPeriodEnd: Date | null;
  readonly trialEnd: Date | null;
  readonly cancelAt: Date | null;
  readonly paused: boolean;
  /** What it becomes at the end of the period. */
  readonly scheduled: { readonly planName: string; readonly seats: number; readonly at: Date } | null;
  /** Until when a change of plan waits to be paid. */
  readonly pendingUntil: Date | null;
  /** What is off the next invoices; `until` null for no end. */
  readonly discount: { readonly label: string; readonly until: Date | null } | null;
  readonly created: Date | null;
};
/** A buyer's own subscription, with the number that a page hands back when it changes it. */
export type OwnSubscriptionView = SubscriptionView & { readonly revision: number };

/** A change that was asked for and is not finished. */
export type PendingChange = {
  readonly operationId: string;
  readonly purpose: string;
  readonly subscriptionId: string | null;
  /** `deferred`: yet to be sent. `checking`: it may or may not have happened. `awaiting_buyer`: a payment is to be confirmed. */
  readonly state: 'deferred' | 'checking' | 'awaiting_buyer';
  readonly since: Date;
  /** "Cancel Pro at the end of the period". */
  readonly words: string;
  readonly withdrawable: boolean;
};

export type InvoiceView = {
  readonly id: string;
  readonly number: string | null;
  readonly status: string | null;
  readonly total: Money;
  readonly amountPaid: Money;
  readonly created: Date | null;
  readonly hostedInvoiceUrl: string | null;
  readonly invoicePdf: string | null;
};

/** One change of a credit balance. */
export type CreditEntryView = {
  readonly id: string;
  readonly kind: 'purchase' | 'refund' | 'refund_failed' | 'given';
  readonly credits: number;
  readonly at: Date;
};

export type PaymentMethodView = {
  readonly id: string;
  readonly type: string;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expMonth: number | null;
  readonly expYear: number | null;
  readonly isDefault: boolean;
};

export type PaymentView = {
  readonly id: string;
  readonly status: string;
  readonly amount: Money;
  readonly amountRefunded: Money;
  readonly description: string | null;
  readonly card: string | null;
  readonly created: Date | null;
};

/** Everything the account and billing pages show, read from the mirror alone. */
export type BillingView = {
  readonly access: Access;
  /** Those that hold the buyer's place, then ended ones; newest first. */
  readonly subscriptions: readonly OwnSubscriptionView[];
  /** What was asked for and is not finished, oldest first. */
  readonly changes: readonly PendingChange[];
  readonly paymentMethods: readonly PaymentMethodView[];
  readonly invoices: readonly InvoiceView[];
  /** One-off payments that succeeded. */
  readonly payments: readonly PaymentView[];
  /** Credits bought and not refunded. */
  readonly credits: number;
  /** Whom invoices are made out to. */
  readonly details: BillingDetails;
  /** What invoices carry; one at most, but for what was added elsewhere. */
  readonly taxIds: readonly TaxIdView[];
  /** When the mirror last heard of anything of this buyer's. */
  readonly syncedAt: Date | null;
};

/** A page of rows, newest first; `next` is the cursor of the page after it, or null. */
export type Page<T> = { readonly rows: readonly T[]; readonly next: string | null };
