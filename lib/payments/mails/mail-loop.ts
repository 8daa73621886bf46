import type { Mailer } from '@/lib/mail/mail';
import type { PaymentsContext } from '../context';
import { type Loop, startLoop } from '../loop';
import { sendDueMails } from './send-due-mails';

// Retries fall due, leases run out, and other processes put mails in, without anybody ringing.
const SWEEP_MS = 15_000;
const ROUND = { limit: 500, milliseconds: 50_000 } as const;

/** One round. @returns milliseconds until the next: none when it stopped at a limit, so that more may be due at once */
async function round(context: PaymentsContext, mailer: Mailer, signal: AbortSignal): Promise<number> {
  const deadline = new Date(context.now().getTime() + ROUND.milliseconds);
  try {
    const report = await sendDueMails(context, mailer, { limit: ROUND.limit, deadline, signal });
    const done = report.sent + report.dropped + report.retried + report.dead;
    if (done > 0) context.log.info(report, 'mails sent');
    return done >= ROUND.limit ? 0 : SWEEP_MS;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error({ reason }, 'the outbox could not be emptied');
    return SWEEP_MS;
  }
}

/** Sends mails whenever it is rung and every few seconds besides, until stopped: those on their way are waited for. */
export function startMailLoop(context: PaymentsContext, mailer: Mailer): Loop {
  return startLoop((signal) => round(context, mailer, signal));
}
