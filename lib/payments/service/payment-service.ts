import type { Access } from '../domain/access';
import type { BillingDetails } from '../domain/address';
import type {
  AdminBreakRow,
  AdminCustomer,
  AdminCustomerRow,
  AdminEvent,
  AdminEventRow,
  AdminMachinery,
  AdminOperationRow,
  AdminPayment,
  AdminPaymentRow,
  AdminRun,
  AdminSubscriptionRow,
  AdminUnownedRow,
  AuditRow,
  EventFilter,
  InboxBacklog,
  InboxFailures,
  InboxHealth,
  OperationFilter,
  ReconciliationScope,
  Replayed,
  Resolution,
  StaffRow,
} from '../domain/admin-views';
import type { Cancellation } from '../domain/cancellation';
import type { Currency } from '../domain/catalog';
import type { DueInvoice, InvoicePayment } from '../domain/due-invoice';
import type { FigureFilter, Figures } from '../domain/figures';
import type { InvoiceFilter, InvoiceLine } from '../domain/invoices';
import type { BrowserConfig } from '../domain/mode';
import type { Outcome } from '../domain/outcome';
import type { ProviderHealths } from '../domain/provider-health';
import type { Staff } from '../domain/staff';
import type { TaxId } from '../domain/tax-id';
import type {
  BillingView,
  ChangeCompletion,
  Completion,
  CreditEntryView,
  Offer,
  Page,
  PlanChangeQuoteOutcome,
  QuoteOutcome,
} from '../domain/views';
import type { Recorded, Usage } from '../usage';
import type { RoleChange, RoleChanged } from './change-role';
import type { SeenSubscription } from './change-subscription';
import type { Closing } from './close-account';
import type { CreditGift } from './give-credits';
import type { InvoiceDocument } from './invoice-documents';
import type { PlanTarget, QuotedPlanTarget } from './plan-target';
import type { RefundRequest } from './refund-payment';
import type { Resumable } from './resume-subscription';
import type { BackgroundReport } from './run-background';
import type { NightlyReport } from './run-nightly';

/**
 * What a buyer picked. Never an amount and never a price id: the catalogue knows those (failure 18). Everything is
 * checked again inside the service, whatever a page let through.
 */
export type Selection = {
  readonly lookupKey: string;
  readonly currency: Currency;
  /** Whole seats; 1 for plans that are not sold by the seat. */
  readonly seats: number;
  readonly promotionCode: string | null;
};

/** A one-off purchase. `cart` is the number `cartOf` gave when the page was rendered: one cart is paid at most once. */
export type Purchase = { readonly lookupKey: string; readonly currency: Currency; readonly cart: number };

/** How the webhook endpoint answers; `status` is the HTTP status and `body` says why. */
export type WebhookAnswer = { readonly status: 200 | 400 | 413 | 503; readonly body: string };

/** The one door to payments. A verb answers with a union; it throws only for bugs. */
export interface PaymentService {
  /** Starts the user's base subscription, or goes on with the one that was begun. At most 2 provider calls. */
  startSubscription(userId: string, selection: Selection): Promise<Outcome>;
  /** Starts a one-off payment, or goes on with the one that was begun for this cart. */
  startPayment(userId: string, purchase: Purchase): Promise<Outcome>;
  /** What another plan or number of seats would cost. Asks the provider where something is due today; changes nothing. */
  previewPlanChange(
    userId: string,
    subscriptionId: string,
    target: PlanTarget,
  ): Promise<PlanChangeQuoteOutcome>;
  /**
   * Another plan or number of seats: now, where it costs more than what runs and during a trial, else from the next period
   * on. `requires_action`: the difference is to be confirmed, and nothing changes until it is paid.
   */
  changePlan(userId: string, seen: SeenSubscription, target: QuotedPlanTarget): Promise<Outcome>;
  /** Looks at a change once more and says how it stands; safe to call any number of times. */
  completeChange(userId: string, operationId: string): Promise<ChangeCompletion>;
  /** Ends a subscription at the end of its period (done later, when the provider can't be reached now) or, where the  plan allows it, at once. */
  cancelSubscription(userId: string, seen: SeenSubscription, cancellation: Cancellation): Promise<Outcome>;
  /** Takes back a cancellation, a scheduled change of plan or a pause. */
  resumeSubscription(userId: string, seen: SeenSubscription, from: Resumable): Promise<Outcome>;
  /** Pauses a subscription at once: no invoices and no access until it is resumed. */
  pauseSubscription(userId: string, seen: SeenSubscription): Promise<Outcome>;
  /** Puts a promotion code on a running subscription, in place of the one it has. */
  applyPromotionCode(userId: string, seen: SeenSubscription, code: string): Promise<Outcome>;
  /** Begins to save a payment method: `requires_action`, `confirm_setup`. One that was begun is gone on with. */
  addPaymentMethod(userId: string): Promise<Outcome>;
  /** What is charged from now on, for all that is running. */
  setDefaultPaymentMethod(userId: string, paymentMethodId: string): Promise<Outcome>;
  /** Removes one for good; not the last one of somebody who has a subscription running. */
  removePaymentMethod(userId: string, paymentMethodId: string): Promise<Outcome>;
  /** How an invoice whose payment did not go through is paid on the page. Changes nothing by itself. */
  payInvoice(userId: string, invoiceId: string): Promise<InvoicePayment>;
  /** Looks at an invoice that was just confirmed in the browser; safe to call any number of times. */
  completeInvoice(userId: string, invoiceId: string): Promise<'paid' | 'processing' | 'not_found'>;
  /**
   * Ends every subscription the provider has of the user, then deletes what says who they are; what they paid stays in the
   * books. Fails closed: while the provider can't be asked, nothing is deleted.
   */
  closeAccount(userId: string): Promise<Closing>;
  /** Everything that is kept about a user, by kind. */
  exportData(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>>;
  /** The name and address on invoices (done later, when the provider can't be reached now). */
  updateCustomer(userId: string, details: BillingDetails): Promise<Outcome>;
  /** The tax id on invoices; null for none. Refused as `tax_id_invalid` when it is not written as its type is. */
  setTaxId(userId: string, taxId: TaxId | null): Promise<Outcome>;
  /**
   * Writes down what the user used of a meter of the catalogue, once for each identifier; it is on the next invoice. Calls
   * nobody: what is written down is reported in the background.
   */
  recordUsage(userId: string, usage: Usage): Promise<Recorded>;
  /** Takes back a change that is yet to be sent, or that waits to be paid. */
  withdraw(userId: string, operationId: string): Promise<'withdrawn' | 'too_late' | 'not_found'>;
  /** What would be charged today. Asks the provider only when a promotion code is given, which may be the user's own. */
  quote(selection: Selection, userId?: string): Promise<QuoteOutcome>;
  /** Runs one sync of what an operation made and says how it stands; safe to call any number of times. */
  completeCheckout(userId: string, operationId: string): Promise<Completion>;

  /** What is for sale, in one currency, from the mirror. */
  offers(currency: Currency): Promise<readonly Offer[]>;
  /** The number of the user's next cart for a one-off lookup key. */
  cartOf(userId: string, lookupKey: string): Promise<number>;
  access(userId: string): Promise<Access>;
  billing(userId: string): Promise<BillingView>;
  /** A page of the user's invoices, newest first. */
  invoices(userId: string, after: string | null, filter: InvoiceFilter): Promise<Page<InvoiceLine>>;
  /** All of one year (UTC), oldest first. */
  invoicesOfYear(userId: string, year: number): Promise<readonly InvoiceLine[]>;
  /** The PDFs of one year's invoices, read one after the other as they are asked for. */
  invoiceDocuments(userId: string, year: number): AsyncGenerator<InvoiceDocument, void, undefined>;
  /** The years that have any, the last one first. */
  invoiceYears(userId: string): Promise<readonly number[]>;
  /** What the user owes because a payment did not go through, the oldest first. */
  dues(userId: string): Promise<readonly DueInvoice[]>;
  /** Every change of the user's credits, newest first. */
  creditEntries(userId: string): Promise<readonly CreditEntryView[]>;

  /** What the page needs to load Stripe.js, at request time. */
  browserConfig(): BrowserConfig;
  /** Takes in one webhook delivery: verifies the raw text, stores it, and answers once it is committed. */
  receiveWebhook(rawBody: string, signature: string | null): Promise<WebhookAnswer>;

  /** Whether calls reach the provider, as this process knows it. Asks nobody. */
  health(): ProviderHealths;
  /**
   * Has the user mailed once when payments are possible again. Asked twice, it is one mail.
   * @param lookupKey what they were about to buy, where the mail leads back to
   */
  mailWhenBack(userId: string, lookupKey: string): Promise<void>;
  /** Whether such a mail is waiting. */
  awaitsMail(userId: string): Promise<boolean>;
  /** How far the inbox is behind, for health checks. `limit`: seconds an event may be overdue. */
  inboxHealth(limit: number): Promise<InboxHealth>;
  /** Does the background work that is due, until the deadline: for hosts without a long-lived process. */
  runBackground(deadline: Date): Promise<BackgroundReport>;
  /** Starts a reconciliation and drops what is old, until the deadline; `runBackground` goes on with what is left of it. */
  runNightly(scope: ReconciliationScope, deadline: Date): Promise<NightlyReport>;

  readonly admin: AdminReads;
  readonly adminActs: AdminActs;
}

/** The admin pages' reads, all from the mirror and our own rows. The caller must have checked the role. */
export interface AdminReads {
  /** What the payments layer runs with, and what it has yet to settle. */
  machinery(): Promise<AdminMachinery>;
  /** The business in figures, day by day, week by week or month by month. */
  figures(filter: FigureFilter): Promise<Figures>;
  /** All, or those that are looked for: by any id, a card's last four, or words of name and e-mail. */
  customers(after: string | null, search?: string | null): Promise<Page<AdminCustomerRow>>;
  /** One customer with the last things that happened; null for an id that the mirror has not. */
  customer(id: string): Promise<AdminCustomer | null>;
  subscriptions(after: string | null): Promise<Page<AdminSubscriptionRow>>;
  payments(after: string | null): Promise<Page<AdminPaymentRow>>;
  /** One payment; null for an id that the mirror has not. */
  payment(id: string): Promise<AdminPayment | null>;
  /** Everybody of the staff, by e-mail. */
  staff(): Promise<readonly StaffRow[]>;
  /** What the staff did, the last act first. */
  audit(after: string | null): Promise<Page<AuditRow>>;
  /** What belongs to no user of ours. */
  unowned(after: string | null): Promise<Page<AdminUnownedRow>>;
  events(after: string | null, filter?: EventFilter): Promise<Page<AdminEventRow>>;
  /** One event with its payload; null when there is none of that number. */
  event(id: string): Promise<AdminEvent | null>;
  inbox(): Promise<InboxBacklog>;
  /** Dead letters, or those of one type (or of the types below it). */
  deadCount(type: string | null): Promise<number>;
  /** What failed and is not done yet, by type. */
  inboxFailures(): Promise<readonly InboxFailures[]>;
  /** The latest reconciliation runs, the last one first. */
  reconciliations(): Promise<readonly AdminRun[]>;
  /** The breaks that reconciliation has found, the last one first. */
  breaks(after: string | null): Promise<Page<AdminBreakRow>>;
  /** The operations, the last one first. */
  operations(after: string | null, filter?: OperationFilter): Promise<Page<AdminOperationRow>>;
}

/**
 * What the staff can do. Each act says who asks (`by`, as the database has them now), throws for a role that may not do it,
 * and is written to the audit log before and after.
 */
export interface AdminActs {
  /** Makes one event due again; no effect of it runs twice. `id`: the inbox's own number. */
  replayEvent(id: string, by: Staff): Promise<Replayed>;
  /** Makes every dead letter due again, or those of one type (or of the types below it). */
  replayDead(type: string | null, by: Staff): Promise<Replayed>;
  /** Puts a dead letter aside; false when it was none. */
  ignoreEvent(id: string, by: Staff): Promise<boolean>;
  /** Starts a reconciliation, or widens the one under way, and returns at once. */
  reconcile(scope: ReconciliationScope, by: Staff): Promise<{ readonly started: boolean }>;
  /** Gives somebody who has signed up a role, or takes it away; never one's own. */
  changeRole(change: RoleChange, by: Staff): Promise<RoleChanged>;
  /** Settles an operation by hand; false when it was not one that can be, or somebody is at it right now. */
  resolveOperation(id: string, choice: Resolution, by: Staff): Promise<boolean>;
  /** Gives a payment back, in whole or in part, once for each request made of a form. */
  refundPayment(request: RefundRequest, by: Staff): Promise<Outcome>;
  /** Ends a customer's subscription at the end of its period or, whatever its plan, at once. */
  cancelSubscription(seen: SeenSubscription, when: Cancellation['when'], by: Staff): Promise<Outcome>;
  /** Takes back a cancellation, a scheduled change of plan or a pause. */
  resumeSubscription(seen: SeenSubscription, from: Resumable, by: Staff): Promise<Outcome>;
  /** Adds credits that nobody paid for, once for each request made of a form. */
  giveCredits(gift: CreditGift, by: Staff): Promise<'given' | 'invalid_request' | 'not_found'>;
  /** Reads everything of a customer at the provider again. */
  syncCustomer(customerId: string, by: Staff): Promise<'synced' | 'not_found' | 'unreachable'>;
}
