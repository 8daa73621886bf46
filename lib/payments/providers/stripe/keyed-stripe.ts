import type Stripe from 'stripe';
import type { IdempotencyKey } from '../../provider';

/** The SDK's options of a request that changes something. */
export type KeyedOptions = Stripe.RequestOptions & { readonly idempotencyKey: IdempotencyKey };

/** What only reads. Anything else that a resource can do changes something, as far as we know. */
type Reading = 'retrieve' | 'retrieveCurrent' | 'list' | 'listTaxIds' | 'search' | 'createPreview';

/** Of every resource, and nobody's to call. */
type Machinery = `_${string}` | 'path' | 'basePath' | 'resourcePath' | 'requestDataProcessor' | 'initialize';

type Keyed<Args extends unknown[]> =
  Required<Args> extends [...infer Rest, unknown] ? [...Rest, KeyedOptions] : never;

type KeyedResource<Resource> = {
  readonly [Method in keyof Resource as Method extends Machinery ? never : Method]: Method extends Reading
    ? Resource[Method]
    : Resource[Method] extends (...args: infer Args) => infer Result
      ? (...args: Keyed<Args>) => Result
      : KeyedResource<Resource[Method]>;
};

type Resources =
  | 'accounts'
  | 'billing'
  | 'customers'
  | 'disputes'
  | 'entitlements'
  | 'events'
  | 'invoices'
  | 'paymentIntents'
  | 'paymentMethods'
  | 'prices'
  | 'products'
  | 'promotionCodes'
  | 'refunds'
  | 'setupIntents'
  | 'subscriptionSchedules'
  | 'subscriptions'
  | 'tax';

/**
 * The SDK as the rest of this folder has it: no method that changes something compiles without an idempotency key, and a
 * key is made of a saved operation alone (failures 5 and 6).
 */
export type KeyedStripe = KeyedResource<Pick<Stripe, Resources>>;
