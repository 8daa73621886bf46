import type { PaymentsContext } from '../context';
import { type Loop, startLoop } from '../loop';
import { reportUsage } from './report-usage';

// What is used in between goes out together. Short against the hour that an invoice waits for late usage.
const GATHER_MS = 15_000;
const ROUND = { limit: 500, milliseconds: 50_000 } as const;

/** One round. While the provider is down there is no use in it: each try would only put the next one off. */
async function round(context: PaymentsContext): Promise<number> {
  if (context.health().background.state === 'down') return GATHER_MS;
  const deadline = new Date(context.now().getTime() + ROUND.milliseconds);
  try {
    const { left, ...report } = await reportUsage(context, { limit: ROUND.limit, deadline });
    if (report.records + report.sent + report.putOff + report.stuck > 0)
      context.log.info(report, 'usage reported');
    return left ? 0 : GATHER_MS;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error({ reason }, 'usage could not be reported');
    return GATHER_MS;
  }
}

/** Reports usage every few seconds, until stopped. Any number of processes may do so. */
export function startUsageLoop(context: PaymentsContext): Loop {
  return startLoop(() => round(context));
}
