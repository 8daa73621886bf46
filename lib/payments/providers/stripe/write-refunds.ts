import { mapResult } from '../../map-result';
import type { ProviderChanges } from '../../provider';
import { call } from './failure';
import type { KeyedStripe } from './keyed-stripe';
import { withKey } from './with-key';

/** Refunds. A payment may have many, so that an operation's own is known by its metadata. */
export function refundWrites(stripe: KeyedStripe): Pick<ProviderChanges, 'createRefund' | 'findRefund'> {
  return {
    async createRefund(key, { paymentId, amount, reason, operationId }) {
      const create = () =>
        stripe.refunds.create(
          {
            payment_intent: paymentId,
            amount,
            metadata: { operation_id: operationId },
            ...(reason === null ? {} : { reason }),
          },
          withKey(key),
        );
      // That it is more than is left is said without a code.
      const made = await call(create, { ofParams: { amount: 'refund_too_large' } });
      return mapResult(made, ({ id }) => ({ id }));
    },
    findRefund: ({ paymentId, operationId }) =>
      call(async () => {
        for await (const refund of stripe.refunds.list({ payment_intent: paymentId, limit: 100 })) {
          if (refund.metadata?.operation_id === operationId) return { id: refund.id };
        }
        return null;
      }),
  };
}
