import type { PaymentsContext } from '../context';
import { type Loop, startLoop } from '../loop';

const LOOK_MS = 5_000;
const ASKED_FOR = `effect = 'payments_back' AND state = 'pending' AND due_at = 'infinity'`;

/**
 * Lets the mails go that were asked for while payments were paused, once the provider answers. Not for the breaker's word
 * alone: a process that has made no call has noticed nothing.
 * @returns how many
 */
export async function tellOfRecovery({ database, background, health }: PaymentsContext): Promise<number> {
  if (health().background.state === 'down') return 0;
  const { rowCount: asked } = await database.pool.query(
    `SELECT FROM outbox_mails WHERE ${ASKED_FOR} LIMIT 1`,
  );
  if (asked === 0 || (await background.readAccount()).kind !== 'ok') return 0;
  const { rowCount } = await database.pool.query(`UPDATE outbox_mails SET due_at = now() WHERE ${ASKED_FOR}`);
  return rowCount ?? 0;
}

async function round(context: PaymentsContext, onTold: () => void): Promise<number> {
  try {
    const told = await tellOfRecovery(context);
    if (told > 0) {
      context.log.info({ told }, 'payments are back: those who asked are mailed');
      onTold();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error({ reason }, 'whether somebody waits for payments could not be asked');
  }
  return LOOK_MS;
}

/**
 * Looks every few seconds, until stopped.
 * @param onTold called when mails have become due
 */
export function startRecoveryLoop(context: PaymentsContext, onTold: () => void): Loop {
  return startLoop(() => round(context, onTold));
}
