import type { PaymentsContext } from '../context';
import { type Loop, startLoop } from '../loop';
import { completeOperations } from './complete';

// Somebody may be looking at a page that says "we're checking with your bank".
const LOOK_MS = 5_000;
const ROUND = { limit: 100, milliseconds: 50_000 } as const;

/** One round of the completer. While the provider is down there is no use in it: each try would only put the next one off. */
async function round(context: PaymentsContext): Promise<number> {
  if (context.health().background.state === 'down') return LOOK_MS;
  const deadline = new Date(context.now().getTime() + ROUND.milliseconds);
  try {
    const report = await completeOperations(context, { limit: ROUND.limit, deadline });
    if (report.finished + report.left > 0) context.log.info(report, 'operations completed');
    return report.left > 0 ? 0 : LOOK_MS;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error({ reason }, 'the operations could not be completed');
    return LOOK_MS;
  }
}

/** Completes what is due every few seconds, until stopped. Any number of processes may do so. */
export function startCompleteLoop(context: PaymentsContext): Loop {
  return startLoop(() => round(context));
}
