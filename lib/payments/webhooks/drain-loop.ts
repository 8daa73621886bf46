import type { PaymentsContext } from '../context';
import { Doorbell } from './doorbell';
import { drain } from './drain';
import { listen } from './listen';

// Retries fall due and leases run out without anybody ringing.
const SWEEP_MS = 3_000;
const ROUND = { limit: 1_000, milliseconds: 60_000 } as const;

/** One round; true when it stopped at a limit, so that more may be due at once. */
async function drainRound(
  context: PaymentsContext,
  signal: AbortSignal,
  onProcessed: () => void,
): Promise<boolean> {
  const deadline = new Date(context.now().getTime() + ROUND.milliseconds);
  try {
    const report = await drain(context, { limit: ROUND.limit, deadline, signal });
    if (report.claimed > 0) context.log.info(report, 'inbox drained');
    if (report.processed > 0) onProcessed();
    return report.claimed >= ROUND.limit || report.gaveBack > 0;
  } catch (error) {
    // The database's own trouble: what was claimed is due again when its lease runs out.
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error({ reason }, 'the inbox could not be drained');
    return false;
  }
}

/**
 * Drains the inbox whenever something arrives and every few seconds besides, until stopped. `stop` begins no further
 * object, waits for those being read, and gives the rest of the batch back.
 * @param onProcessed called after a round that processed something: its effects may have left work for others
 */
export function startDrainLoop(
  context: PaymentsContext,
  onProcessed: () => void = () => {},
): { stop(): Promise<void> } {
  const doorbell = new Doorbell();
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const more = await drainRound(context, signal, onProcessed);
      if (!more && !signal.aborted) await doorbell.wait(SWEEP_MS);
    }
  };
  const running = Promise.all([run(), listen(context, () => doorbell.ring(), signal)]);
  return {
    stop: async () => {
      stopping.abort();
      doorbell.ring();
      await running;
    },
  };
}
