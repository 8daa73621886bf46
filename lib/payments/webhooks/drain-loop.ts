import type { PaymentsContext } from '../context';
import { startLoop } from '../loop';
import { drain } from './drain';
import { listen } from './listen';
import { QUIET_MS } from './wake-up';

// Retries fall due and leases run out without anybody ringing.
const SWEEP_MS = 3_000;
// Where something came more is to be expected, and nobody rings for it before QUIET_MS: so long it is looked for.
const ATTENTIVE_MS = 2 * QUIET_MS;
const LOOK_MS = 25;
const ROUND = { limit: 1_000, milliseconds: 60_000 } as const;

/** `more`: it stopped at a limit, so that more may be due at once; `some`: it found something, and all of it. */
type Found = 'more' | 'some' | 'nothing';

/** One round. */
async function drainRound(
  context: PaymentsContext,
  signal: AbortSignal,
  onProcessed: () => void,
): Promise<Found> {
  const deadline = new Date(context.now().getTime() + ROUND.milliseconds);
  try {
    const report = await drain(context, { limit: ROUND.limit, deadline, signal });
    if (report.claimed > 0) context.log.info(report, 'inbox drained');
    if (report.processed > 0) onProcessed();
    if (report.claimed >= ROUND.limit || report.gaveBack > 0) return 'more';
    return report.claimed > 0 ? 'some' : 'nothing';
  } catch (error) {
    // The database's own trouble: what was claimed is due again when its lease runs out.
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error({ reason }, 'the inbox could not be drained');
    return 'nothing';
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
  let attentiveUntil = 0;
  const listening = new AbortController();
  const loop = startLoop(async (signal) => {
    const found = await drainRound(context, signal, onProcessed);
    if (found === 'more') return 0;
    const now = performance.now();
    if (found === 'some') attentiveUntil = now + ATTENTIVE_MS;
    return now < attentiveUntil ? LOOK_MS : SWEEP_MS;
  });
  const heard = listen(context, () => loop.ring(), listening.signal);
  return {
    stop: async () => {
      listening.abort();
      await Promise.all([loop.stop(), heard]);
    },
  };
}
