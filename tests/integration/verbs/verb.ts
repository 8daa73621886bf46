import type { Outcome } from '@/lib/payments/domain/outcome';
import type { RunnablePurpose } from '@/lib/payments/operations/drivers';
import type { PaymentService } from '@/lib/payments/service/payment-service';
import type { TestPayments } from '../../support/payments';

/** One verb, ready to be called: as often as one likes, from wherever one likes. */
export type Ready = {
  call(payments: PaymentService): Promise<Outcome>;
  /** What the provider holds of it. */
  held(): Promise<unknown>;
  /** What that is when it happened exactly once. */
  readonly once: unknown;
  /** What the caller is told when it went well. */
  readonly ends: 'done' | 'requires_action';
};

export type Verb = {
  readonly name: string;
  readonly purpose: RunnablePurpose;
  /** Accepted and done later, when the provider can't be reached. */
  readonly deferrable: boolean;
  prepare(world: TestPayments, userId: string): Promise<Ready>;
};

export const seenFirst = (subscriptionId: string) => ({ subscriptionId, revision: 0 });
