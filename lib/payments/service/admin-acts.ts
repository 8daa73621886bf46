import type { PaymentsContext } from '../context';
import { startRun } from '../reconcile';
import { ignoreEvent, replayDead, replayEvent } from '../webhooks/replay';
import type { AdminActs } from './payment-service';

/** What an admin can do. The caller must have checked the role. */
export function adminActs(context: PaymentsContext): AdminActs {
  return {
    replayEvent: (id, by) => replayEvent(context, id, by),
    replayDead: (type, by) => replayDead(context, type, by),
    ignoreEvent: (id, by) => ignoreEvent(context, id, by),
    async reconcile(scope, by) {
      const { id: run, started } = await startRun(context, scope);
      context.log.info({ audit: 'reconcile', by, scope, run, started }, 'a reconciliation was asked for');
      return { started };
    },
  };
}
