import type { Mailer } from '@/lib/mail/mail';
import type { PaymentsContext } from '../context';
import { Doorbell } from '../webhooks/doorbell';
import { sendDueMails } from './send-due-mails';

// Retries fall due, leases run out, and other processes put mails in, without anybody ringing.
const SWEEP_MS = 15_000;
const ROUND = { limit: 500, milliseconds: 50_000 } as const;

/** One round; true when it stopped at a limit, so that more may be due at once. */
async function sendRound(context: PaymentsContext, mailer: Mailer, signal: AbortSignal): Promise<boolean> {
  const deadline = new Date(context.now().getTime() + ROUND.milliseconds);
  try {
    const report = await sendDueMails(context, mailer, { limit: ROUND.limit, deadline, signal });
    const done = report.sent + report.dropped + report.retried + report.dead;
    if (done > 0) context.log.info(report, 'mails sent');
    return done >= ROUND.limit;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error({ reason }, 'the outbox could not be emptied');
    return false;
  }
}

export type MailLoop = {
  /** Says that mails may have been put in. */
  ring(): void;
  /** Begins no further mail, and waits for those that are on their way. */
  stop(): Promise<void>;
};

/** Sends mails whenever it is rung and every few seconds besides, until stopped. */
export function startMailLoop(context: PaymentsContext, mailer: Mailer): MailLoop {
  const doorbell = new Doorbell();
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const more = await sendRound(context, mailer, signal);
      if (!more && !signal.aborted) await doorbell.wait(SWEEP_MS);
    }
  };
  const running = run();
  return {
    ring: () => doorbell.ring(),
    stop: async () => {
      stopping.abort();
      doorbell.ring();
      await running;
    },
  };
}
