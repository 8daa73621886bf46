import type { Access } from './access';
import type { PlanKey } from './catalog';
import type { Money } from './money';
import type { StaffRole } from './staff';
import type {
  InvoiceView,
  OwnSubscriptionView,
  PaymentMethodView,
  PaymentView,
  SubscriptionView,
} from './views';

export type AdminCustomerRow = {
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly userId: string | null;
  readonly created: Date | null;
  readonly plan: PlanKey;
};
/** One thing that happened. `objectId`: what it happened to, at the provider. */
export type TimelineEntry = {
  readonly id: string;
  readonly kind: 'event' | 'operation' | 'act' | 'mail' | 'credits';
  readonly at: Date;
  readonly title: string;
  readonly detail: string | null;
  readonly objectId: string | null;
};

/** Everything that is known of one customer. */
export type AdminCustomer = {
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly userId: string | null;
  readonly created: Date | null;
  /** In the provider's own dashboard. */
  readonly dashboardUrl: string;
  readonly access: Access;
  readonly subscriptions: readonly OwnSubscriptionView[];
  readonly payments: readonly PaymentView[];
  readonly invoices: readonly InvoiceView[];
  readonly paymentMethods: readonly PaymentMethodView[];
  readonly credits: number;
  /** The last things that happened, the newest first. */
  readonly timeline: readonly TimelineEntry[];
  readonly syncedAt: Date;
};

export type AdminSubscriptionRow = SubscriptionView & {
  readonly customerId: string;
  readonly customerEmail: string | null;
};
export type AdminPaymentRow = PaymentView & {
  readonly customerId: string | null;
  readonly customerEmail: string | null;
};
/** One payment with what is needed to give it back. */
export type AdminPayment = AdminPaymentRow & {
  /** What is left of it. */
  readonly left: Money;
  /** Whether it is a user's of ours: others' are for the provider's own dashboard. */
  readonly owned: boolean;
  readonly dashboardUrl: string;
};
/** Somebody of the staff. */
export type StaffRow = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole;
};
/** One act of the staff's, as the audit log has it. */
export type AuditRow = {
  readonly id: string;
  readonly created: Date;
  readonly by: string;
  readonly role: string;
  readonly act: string;
  readonly customerId: string | null;
  readonly objectId: string | null;
  readonly details: string;
  /** In a word; null while nobody knows. */
  readonly outcome: string | null;
};
export type UnownedKind = 'customer' | 'subscription' | 'invoice' | 'payment';
/** An object at the provider that belongs to no user of ours. */
export type AdminUnownedRow = {
  readonly kind: UnownedKind;
  readonly id: string;
  readonly customerId: string | null;
  readonly customerEmail: string | null;
  readonly status: string | null;
  readonly amount: Money | null;
  readonly created: Date | null;
};
export type AdminEventRow = {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly objectId: string | null;
  readonly state: 'pending' | 'processed' | 'ignored' | 'dead';
  readonly attempts: number;
  readonly deliveries: number;
  readonly lastError: string | null;
  readonly receivedAt: Date;
  readonly processedAt: Date | null;
};
/** `unfinished`: those that may still come to something. `needs_human`: those of them that only a person can settle. */
export type OperationFilter = 'unfinished' | 'needs_human';
export type AdminOperationRow = {
  readonly id: string;
  readonly purpose: string;
  /** "Cancel Pro at the end of the period". */
  readonly words: string;
  readonly state: 'open' | 'awaiting_buyer' | 'unknown' | 'needs_human' | 'done' | 'refused';
  readonly userId: string;
  readonly userEmail: string;
  /** The e-mail of whoever asked, where that was not the user. */
  readonly requestedBy: string | null;
  readonly objectId: string | null;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly created: Date;
  /** When it is looked at next without anybody's doing; null when never. */
  readonly nextCheckAt: Date | null;
};
/** What an admin says of an operation that nothing else can tell about. */
export type Resolution = 'look_again' | 'it_happened' | 'it_did_not';

/** Which events the admin looks at. */
export type EventFilter = {
  readonly state: AdminEventRow['state'] | null;
  /** A type, or the first words of several: `invoice` for `invoice.paid` … */
  readonly type: string | null;
};
/** One event with everything that is kept of it. */
export type AdminEvent = AdminEventRow & {
  readonly source: string;
  readonly objectType: string | null;
  readonly livemode: boolean;
  readonly apiVersion: string | null;
  readonly created: Date;
  readonly dueAt: Date;
  /** The effects that have run for it. */
  readonly effects: readonly string[];
  /** JSON text, indented; null once it was pruned. */
  readonly payload: string | null;
};
/** What became of a wish to replay. `left_alone`: nothing was there to be replayed, or a worker is at it already. */
export type Replayed =
  | { readonly kind: 'replayed'; readonly count: number }
  | { readonly kind: 'left_alone' };

/** How far the inbox is behind. */
export type InboxBacklog = {
  /** Seconds since the event that waits longest should have been processed; null when none is due. */
  readonly oldestSeconds: number | null;
  /** Not yet processed, those that wait for another try included; counted up to 100,000, as `dead` is. */
  readonly waiting: number;
  readonly dead: number;
  /** New events a minute, over the last five. */
  readonly receivedPerMinute: number;
};
/** The backlog as health checks tell it; `late`: something has been overdue for too long. */
export type InboxHealth = {
  readonly late: boolean;
  readonly oldest_seconds: number | null;
  readonly waiting: number;
  readonly dead: number;
};
/** Events of a type that failed at least once: `waiting` are still tried. */
export type InboxFailures = { readonly type: string; readonly waiting: number; readonly dead: number };

/** `recent`: what has happened since the last complete one. `full`: that, and everything the provider holds. */
export type ReconciliationScope = 'recent' | 'full';
/** One walk through what the provider holds. */
export type AdminRun = {
  readonly id: string;
  readonly scope: ReconciliationScope;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Events and objects. */
  readonly read: number;
  /** How many there will be, as far as anybody knows. */
  readonly expected: number | null;
  readonly breaks: number;
  readonly mended: number;
  /** Why it waits or has failed. */
  readonly lastError: string | null;
};
/** A difference between the mirror and the provider, and how it was mended. */
export type AdminBreakRow = {
  readonly id: string;
  readonly kind: 'missed_event' | 'missing' | 'different' | 'gone';
  readonly objectType: string;
  readonly objectId: string;
  readonly differences: readonly {
    readonly field: string;
    readonly mirror: string;
    readonly provider: string;
  }[];
  readonly foundAt: Date;
  readonly mendedAt: Date | null;
  readonly mendedBy: 'sync' | 'inbox' | null;
};

/** What the payments layer runs with, and what it has yet to settle. */
export type AdminMachinery = {
  /** Those that wait for their buyer are settled as far as we can settle them. */
  readonly operationsUnsettled: number;
  readonly mode: 'sandbox' | 'test' | 'live';
  readonly apiVersion: string;
};
