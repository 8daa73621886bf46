import type { PaymentsContext } from '../context';
import { type Loop, startLoop } from '../loop';
import { refreshFigures } from './refresh-figures';

/** Figures may be this much behind the mirror. */
const REST_MS = 1_000;
const ROUND = { limit: 2_000, milliseconds: 50_000 } as const;

async function round(context: PaymentsContext): Promise<number> {
  try {
    await refreshFigures(context, {
      limit: ROUND.limit,
      deadline: new Date(Date.now() + ROUND.milliseconds),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error({ reason }, 'the figures could not be brought up to date');
  }
  return REST_MS;
}

/** Counts what has changed, until stopped. Any number of processes may do so: they take turns. */
export function startFiguresLoop(context: PaymentsContext): Loop {
  return startLoop(() => round(context));
}
