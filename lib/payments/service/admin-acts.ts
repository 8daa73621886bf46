import type { PaymentsContext } from '../context';
import { resolveOperation } from '../operations/resolve';
import { startRun } from '../reconcile';
import { ignoreEvent, replayDead, replayEvent } from '../webhooks/replay';
import type { AdminActs } from './payment-service';
import { refundPayment } from './refund-payment';
import { reportOutcome } from './report-outcome';

/** What an admin can do. The caller must have checked the role. */
export function adminActs(context: PaymentsContext): AdminActs {
  return {
    replayEvent: (id, by) => replayEvent(context, id, by),
    replayDead: (type, by) => replayDead(context, type, by),
    ignoreEvent: (id, by) => ignoreEvent(context, id, by),
    refundPayment: async (request, by) =>
      reportOutcome(context, 'refund_payment', await refundPayment(context, request, by)),
    resolveOperation: (id, choice, by) => resolveOperation(context, id, choice, by),
    async reconcile(scope, by) {
      const { id: run, started } = await startRun(context, scope);
      context.log.info({ audit: 'reconcile', by, scope, run, started }, 'a reconciliation was asked for');
      return { started };
    },
  };
}
