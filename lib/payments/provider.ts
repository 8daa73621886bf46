import type { BrowserAction } from './domain/outcome';
import type { RefusalCode } from './domain/refusal';
import type { IdempotencyKey } from './idempotency-key';
import type { ProviderChanges } from './provider-changes';
import type { EventHint, VerifiedEvent } from './provider-events';
import type {
  CustomersKind,
  EventsPage,
  EventsPosition,
  MirrorPage,
  MirrorRead,
  PagePosition,
} from './provider-reads';
import type { MirrorKind, MirrorRecord } from './records';

export type { IdempotencyKey } from './idempotency-key';
export type { NewRefund, NewSetup, PlanChange, ProviderChanges } from './provider-changes';
export type { EventHint, ProviderEvent, VerifiedEvent } from './provider-events';
export type {
  CustomersKind,
  EventsPage,
  EventsPosition,
  ListedObject,
  MirrorPage,
  MirrorRead,
  PagePosition,
} from './provider-reads';

/**
 * Why a call did not answer with what was asked.
 * - `declined`: the bank said no.
 * - `refused`: the provider said no, and would again; `not_found` for an object that is gone.
 * - `rate_limited`, `unavailable`: the request was not carried out, and may be sent again.
 * - `unknown`: it may have been carried out. `keySpent`: the same key would only repeat this answer (a saved 5xx).
 */
export type ProviderFailure =
  | { readonly kind: 'declined'; readonly code: RefusalCode; readonly detail: string }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly detail: string }
  | { readonly kind: 'rate_limited'; readonly detail: string }
  | { readonly kind: 'unavailable'; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string; readonly keySpent: boolean };

export type ProviderResult<T> = { readonly kind: 'ok'; readonly value: T } | ProviderFailure;

/** An object just made or read on the way to a payment, with what the browser must confirm, if anything. */
export type Started = {
  readonly id: string;
  readonly state: StartedState;
  readonly action: BrowserAction | null;
};

/** `settled`: nothing more is due. `ended`: it can no longer be paid. */
export type StartedState = 'awaiting_buyer' | 'processing' | 'settled' | 'ended';

export type NewCustomer = {
  readonly userId: string;
  readonly operationId: string;
  readonly email: string;
  readonly name: string;
};

export type NewSubscription = {
  readonly operationId: string;
  readonly userId: string;
  readonly customerId: string;
  readonly priceId: string;
  readonly lookupKey: string;
  /** 0 for a metered price. */
  readonly quantity: number;
  readonly currency: string;
  readonly promotionCodeId: string | null;
  /** 0 for none. */
  readonly trialDays: number;
  /** Asks for a customer whose address says where they are. */
  readonly automaticTax: boolean;
};

export type NewPayment = {
  readonly operationId: string;
  readonly userId: string;
  readonly customerId: string;
  readonly lookupKey: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
};

export type PreviewRequest = {
  /** Null for a buyer who is no customer yet. */
  readonly customerId: string | null;
  readonly priceId: string;
  /** 0 for a metered price. */
  readonly quantity: number;
  readonly currency: string;
  readonly promotionCodeId: string | null;
  readonly trialDays: number;
  readonly automaticTax: boolean;
};

/** Amounts in minor units of the request's currency. */
export type Preview = {
  readonly subtotal: number;
  readonly discount: number;
  readonly tax: number;
  /** Whether the tax is part of the prices, rather than on top of them. */
  readonly taxIncluded: boolean;
  readonly total: number;
};

/** `headOffice`: whether the account's own address is known. `registered`: whether it has an active registration at all. */
export type TaxSetup = { readonly headOffice: boolean; readonly registered: boolean };

export type PromotionCodeFacts = {
  readonly id: string;
  /** What it does: "25% off for 3 months". */
  readonly label: string;
  /** No redemption is left; one that a buyer's own unfinished checkout has taken is still theirs. */
  readonly usedUp: boolean;
  readonly firstTimeOnly: boolean;
  /** The least the purchase must come to, in minor units. */
  readonly minimum: { readonly amount: number; readonly currency: string } | null;
};

export type CatalogPrice = {
  readonly lookupKey: string;
  readonly productKey: string;
  readonly productName: string;
  readonly currency: string;
  readonly unitAmount: number;
  /** Minor units for the other currencies. */
  readonly currencyOptions: Readonly<Record<string, number>>;
  readonly interval: 'month' | 'year' | null;
  /** What its quantity is counted by; null for a price that is sold in whole numbers. */
  readonly meter: { readonly eventName: string; readonly name: string } | null;
};

/**
 * What every payment provider implements. A method that changes something takes its idempotency key as the first
 * argument, so that it cannot be forgotten; a method that reads takes none. No method throws but for bugs.
 */
export interface PaymentProvider extends ProviderChanges {
  readonly name: string;
  /** The API version everything is read and written at. */
  readonly apiVersion: string;

  createCustomer(
    key: IdempotencyKey,
    customer: NewCustomer,
  ): Promise<ProviderResult<{ readonly id: string }>>;
  /** Creates it incomplete: nothing is charged until the buyer confirms in the browser. */
  createSubscription(key: IdempotencyKey, subscription: NewSubscription): Promise<ProviderResult<Started>>;
  createPayment(key: IdempotencyKey, payment: NewPayment): Promise<ProviderResult<Started>>;
  /** Gives up a subscription whose first payment or card was never confirmed; refused once it has been. */
  abandonSubscription(key: IdempotencyKey, id: string): Promise<ProviderResult<null>>;
  /** Gives up a payment; refused once it has succeeded. */
  abandonPayment(key: IdempotencyKey, id: string): Promise<ProviderResult<null>>;
  /** A PDF that the provider has drawn up, by the address it gave. Refused for an address that is not the provider's. */
  readDocument(address: string): Promise<ProviderResult<Uint8Array>>;
  /** Where the provider's own dashboard shows one of its objects. */
  dashboardUrl(objectId: string): string;
  /** What the collection of taxes needs at the provider. */
  readTaxSetup(): Promise<ProviderResult<TaxSetup>>;
  /** Makes the provider's product and price equal to the catalogue's, found by lookup key. */
  pushPrice(key: IdempotencyKey, price: CatalogPrice): Promise<ProviderResult<{ readonly changed: boolean }>>;

  /** An invoice is `settled` once it is paid, and confirmed by the payment it was finalized with. */
  readStarted(type: 'subscription' | 'payment' | 'invoice', id: string): Promise<ProviderResult<Started>>;
  /** Looks through the customer's own lists (search lags) for what an operation made; null when it made nothing. */
  findByOperation(
    type: 'subscription' | 'payment',
    customerId: string,
    operationId: string,
  ): Promise<ProviderResult<Started | null>>;
  findCustomerByOperation(
    email: string,
    operationId: string,
  ): Promise<ProviderResult<{ readonly id: string } | null>>;
  findPromotionCode(code: string, customerId: string | null): Promise<ProviderResult<PromotionCodeFacts>>;
  preview(request: PreviewRequest): Promise<ProviderResult<Preview>>;
  /** One call per object (one for each 100 entitlements). */
  read(kind: MirrorKind, id: string): Promise<ProviderResult<MirrorRead>>;
  /** Up to 100 objects of a kind in about one call; null for a kind that cannot be listed by creation time. */
  readPage(kind: MirrorKind, position: PagePosition): Promise<ProviderResult<MirrorPage | null>>;
  /** The newest hundred of a kind that a customer has, also of one that belongs to a test clock. */
  readOfCustomer(kind: CustomersKind, customerId: string): Promise<ProviderResult<MirrorPage>>;
  /** Up to 100 events as deliveries would have brought them; providers forget them after some time (Stripe: 30 days). */
  readEventsPage(position: EventsPosition): Promise<ProviderResult<EventsPage>>;
  /** Every active price with its product, for the mirror's first filling. */
  readCatalog(): Promise<ProviderResult<readonly MirrorRecord[]>>;
  /** The account the keys belong to. */
  readAccount(): Promise<ProviderResult<{ readonly id: string }>>;

  /**
   * Whether an answer to a read seems to be from before these events: no provider promises that a read shows a change by
   * the time its event arrives. A guess: something that was changed and changed back looks the same.
   * @param record null when the object was not found
   */
  looksStale(events: readonly EventHint[], record: MirrorRecord | null): boolean;
  /** Verifies the raw text of a delivery; never believes an unsigned, old, future or foreign one. */
  verifyEvent(rawBody: string, signature: string | null, now: Date): VerifiedEvent;
}
