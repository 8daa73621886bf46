import type { Mailer } from '@/lib/mail/mail';
import type { PaymentsContext } from '../context';
import { composeMail } from './compose-mail';
import { claimMail, type DueMail, finishMail, isWorn, putOff } from './outbox';

/** How far to go: the most mails, and when to begin no further one. */
export type MailLimits = { readonly limit: number; readonly deadline: Date; readonly signal?: AbortSignal };

/** What became of the mails. `dropped`: no longer true. `retried`: to be tried again later. */
export type MailReport = {
  readonly sent: number;
  readonly dropped: number;
  readonly retried: number;
  readonly dead: number;
};
type Fate = keyof MailReport;

// Mails handed in at the same time: few, because mail servers count connections.
const LANES = 4;

async function failed(context: PaymentsContext, mail: DueMail, detail: string): Promise<Fate> {
  const fate = await putOff(context.database.pool, mail, detail);
  const { id, effect, attempts } = mail;
  if (fate === 'dead')
    context.log.error({ alert: 'dead_mail', mail: id, effect, attempts, detail }, 'a mail is dead');
  else context.log.warn({ mail: id, effect, attempts, detail }, 'a mail was not sent');
  return fate;
}

async function send(context: PaymentsContext, mailer: Mailer, mail: DueMail): Promise<Fate> {
  if (isWorn(mail)) return failed(context, mail, 'no try came to an end');
  const composed = await composeMail(context, mailer.siteUrl, mail);
  switch (composed.kind) {
    case 'untrue':
      await finishMail(context.database.pool, mail, 'dropped', composed.reason);
      return 'dropped';
    case 'too_early':
      return failed(context, mail, composed.reason);
    case 'mail': {
      const delivery = await mailer.send(composed.mail);
      if (delivery.kind === 'failed') return failed(context, mail, delivery.detail);
      await finishMail(context.database.pool, mail, 'sent');
      return 'sent';
    }
  }
}

/** A bug in one mail's text is that mail's failure, and must not hold up the others. */
async function sendOne(context: PaymentsContext, mailer: Mailer, mail: DueMail): Promise<Fate> {
  try {
    return await send(context, mailer, mail);
  } catch (error) {
    context.log.error({ err: error, mail: mail.id, effect: mail.effect }, 'sending a mail threw');
    return failed(context, mail, error instanceof Error ? error.name : 'unknown');
  }
}

/**
 * Sends what is due in the outbox until none is left or a limit is reached. Any number may run at once, in any number of
 * processes. Each mail goes out at least once: a process that dies between the server's "accepted" and our mark sends it
 * again, under the same Message-ID. Never throws for a mail server; throws the database's error.
 */
export async function sendDueMails(
  context: PaymentsContext,
  mailer: Mailer,
  { limit, deadline, signal }: MailLimits,
): Promise<MailReport> {
  const report: Record<Fate, number> = { sent: 0, dropped: 0, retried: 0, dead: 0 };
  let left = limit;
  const lane = async (): Promise<void> => {
    while (left > 0 && !signal?.aborted && context.now() < deadline) {
      left -= 1;
      const mail = await claimMail(context.database.pool);
      if (!mail) return;
      report[await sendOne(context, mailer, mail)] += 1;
    }
  };
  // Every lane is waited for, so that a failing database in one does not leave another's mail unheard.
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const broken = lanes.find((settled) => settled.status === 'rejected');
  if (broken) throw broken.reason;
  return report;
}
