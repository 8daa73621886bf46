import type { BrowserAction } from './domain/outcome';
import type { RefusalCode } from './domain/refusal';
import type { MirrorKind, MirrorRecord } from './records';

declare const idempotencyKey: unique symbol;
/** Made by `stepKey` alone, from a saved operation: a key that is not saved before it is sent does not survive a crash. */
export type IdempotencyKey = string & { readonly [idempotencyKey]: true };

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
  readonly quantity: number;
  readonly currency: string;
  readonly promotionCodeId: string | null;
  /** 0 for none. */
  readonly trialDays: number;
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
  readonly quantity: number;
  readonly currency: string;
  readonly promotionCodeId: string | null;
  readonly trialDays: number;
};

/** Amounts in minor units of the request's currency. */
export type Preview = {
  readonly subtotal: number;
  readonly discount: number;
  readonly tax: number;
  readonly total: number;
};

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
};

/** What a webhook delivery says: a doorbell, not the truth. Nothing of the object is believed but its name. */
export type ProviderEvent = {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  /** The provider's own name of the object's type, e.g. `charge`. */
  readonly objectType: string | null;
  readonly objectId: string | null;
  readonly livemode: boolean;
  readonly apiVersion: string | null;
  readonly created: Date;
  /** The event as JSON text, without client secrets. */
  readonly payload: string;
  /** What to read again for it; null for a type that nothing here hangs on. */
  readonly target: { readonly kind: MirrorKind; readonly id: string } | null;
};

export type VerifiedEvent =
  | { readonly kind: 'verified'; readonly event: ProviderEvent }
  | { readonly kind: 'rejected'; readonly reason: string };

/** A read for the mirror: the object asked for, and whatever came complete with it in the same answer. */
export type MirrorRead =
  | { readonly kind: 'found'; readonly records: readonly [MirrorRecord, ...MirrorRecord[]] }
  | { readonly kind: 'gone' };

/**
 * What every payment provider implements. A method that changes something takes its idempotency key as the first
 * argument, so that it cannot be forgotten; a method that reads takes none. No method throws but for bugs.
 */
export interface PaymentProvider {
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
  /** Makes the provider's product and price equal to the catalogue's, found by lookup key. */
  pushPrice(key: IdempotencyKey, price: CatalogPrice): Promise<ProviderResult<{ readonly changed: boolean }>>;

  readStarted(type: 'subscription' | 'payment', id: string): Promise<ProviderResult<Started>>;
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
  /** One call per object. */
  read(kind: MirrorKind, id: string): Promise<ProviderResult<MirrorRead>>;
  /** Every active price with its product, for the mirror's first filling. */
  readCatalog(): Promise<ProviderResult<readonly MirrorRecord[]>>;
  /** The account the keys belong to. */
  readAccount(): Promise<ProviderResult<{ readonly id: string }>>;

  /** Verifies the raw text of a delivery; never believes an unsigned, old, future or foreign one. */
  verifyEvent(rawBody: string, signature: string | null, now: Date): VerifiedEvent;
}
