import type { PaymentsContext } from '../../context';
import type { IdempotencyKey, PaymentProvider, ProviderResult, Started } from '../../provider';
import type { MirrorKind } from '../../records';
import { syncObject } from '../../sync';
import type { ObjectType, Operation, OperationOf, Purpose } from '../operation';

/** Everything that a person asks for by a button; the customer is made on the way to one of these. */
export type RunnablePurpose = Exclude<Purpose, 'create_customer'>;
export type RunnableOperation = OperationOf<RunnablePurpose>;

export function isRunnable(operation: Operation): operation is RunnableOperation {
  return operation.purpose !== 'create_customer';
}

/** What a driver works with in one pass. */
export type Pass = {
  readonly context: PaymentsContext;
  readonly provider: PaymentProvider;
  /** The user's customer at the provider. */
  readonly customerId: string;
  /** The idempotency key of one step: the same in every pass. Its saved answer is the step's recovery point. */
  readonly key: (step: string) => IdempotencyKey;
};

/** What is particular to a purpose. Everything else (leases, keys, outcomes, recovery) is the same for all. */
export type Driver<P extends RunnablePurpose> = DriverOf<OperationOf<P>>;

/** Over the rows themselves, so that the driver of one purpose is a driver where the purpose is not known yet. */
export type DriverOf<Row extends RunnableOperation> = {
  readonly objectType: ObjectType;
  /** Whether it may be done later, when the provider can't be reached: nobody has to stay and confirm it. */
  isDeferrable(operation: Row): boolean;
  /** Says how all of something shall be: what a look shows to be left of it is sent again by itself, under new keys. */
  readonly isRepeatable?: true;
  /** Sends it, each step under its own key, exactly as it was saved. */
  send(pass: Pass, operation: Row): Promise<ProviderResult<Started>>;
  /** Finds out what it came to without changing anything; null when nothing of it is there. */
  look(pass: Pass, operation: Row): Promise<ProviderResult<Started | null>>;
  /** Has the mirror read again what it touched, before it may be called done; false when that could not be read. */
  settle(pass: Pass, operation: Row, started: Started): Promise<boolean>;
  /** Gives up what waits for its buyer; refused once they have confirmed. */
  abandon(pass: Pass, operation: Row): Promise<ProviderResult<null>>;
};

/** Has the mirror read these again; false when one could not be read. What is gone is as well known as what is there. */
export async function syncAll(
  { context, provider }: Pass,
  objects: readonly (readonly [kind: MirrorKind, id: string])[],
): Promise<boolean> {
  const outcomes = [];
  for (const [kind, id] of objects) outcomes.push(await syncObject(context, kind, id, provider));
  return outcomes.every(({ kind }) => kind !== 'failed');
}

/**
 * The answer to a step after another was done. That it was turned away is not all there is to say then: a part of the
 * operation has happened, and it can no longer be called harmless or be withdrawn.
 */
export function afterAStep<T>(result: ProviderResult<T>): ProviderResult<T> {
  const turnedAway = result.kind === 'rate_limited' || result.kind === 'unavailable';
  return turnedAway ? { kind: 'unknown', detail: result.detail, keySpent: false } : result;
}

export const settled = (id: string): Started => ({ id, state: 'settled', action: null });

/** For what never waits for a buyer. */
export async function nothingToAbandon(): Promise<ProviderResult<null>> {
  return { kind: 'ok', value: null };
}
