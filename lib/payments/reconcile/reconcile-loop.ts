import type { PaymentsContext } from '../context';
import { type Loop, startLoop } from '../loop';
import { mendProcessed } from './breaks';
import { workOnRun } from './work-on-run';

// An admin who has pressed the button waits for it.
const LOOK_MS = 5_000;
// The provider was in trouble for longer than one slice has patience.
const REST_MS = 60_000;

/** One slice of the run that is unfinished, if there is one. @returns milliseconds until the next look */
async function round(context: PaymentsContext, signal: AbortSignal): Promise<number> {
  try {
    const worked = await workOnRun(context, { signal });
    await mendProcessed(context);
    return worked.kind === 'paused' && worked.trouble ? REST_MS : LOOK_MS;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error({ reason }, 'the reconciliation was cut off; it goes on where it was');
    return REST_MS;
  }
}

/**
 * Works on whatever run is unfinished, until stopped. Any number of processes may do so: one at a time holds the run, and
 * another takes it over should that one die. `stop` waits for the page that is being read; the rest is gone on with later.
 */
export function startReconcileLoop(context: PaymentsContext): Loop {
  return startLoop((signal) => round(context, signal));
}
