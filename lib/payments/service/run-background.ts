import type { Mailer } from '@/lib/mail/mail';
import type { PaymentsContext } from '../context';
import { refreshFigures } from '../figures';
import { type MailReport, sendDueMails } from '../mails/send-due-mails';
import { completeOperations } from '../operations';
import { type Worked, workOnRun } from '../reconcile';
import { tellOfRecovery } from '../recovery';
import { reportUsage, type UsageReport } from '../usage';
import { type DrainReport, drain } from '../webhooks';

/** What one slice of the background work did. */
export type BackgroundReport = {
  readonly inbox: DrainReport;
  readonly operations: { readonly finished: number; readonly left: number };
  readonly usage: UsageReport;
  readonly mails: MailReport;
  /** What became of the reconciliation that was under way, if one was. */
  readonly reconciliation: Worked['kind'];
};

/** Of the slice: what is left is for the mails, which the events have only then given rise to. */
const EVENTS_SHARE = 0.75;

/**
 * Does what is due and ends by the deadline (a read that has begun is waited for): for hosts where no process lives long
 * enough to do it by itself. Any number may run at once, beside workers too.
 * @throws the database's error; what was begun is due again when its leases run out
 */
export async function runBackground(
  context: PaymentsContext,
  mailer: Mailer,
  deadline: Date,
): Promise<BackgroundReport> {
  const now = context.now().getTime();
  const early = new Date(now + (deadline.getTime() - now) * EVENTS_SHARE);
  const [inbox, operations, usage, reconciliation] = await Promise.all([
    drain(context, { limit: 10_000, deadline: early }),
    completeOperations(context, { limit: 100, deadline: early }),
    reportUsage(context, { limit: 500, deadline: early }),
    workOnRun(context, { deadline: early }),
  ]);
  await tellOfRecovery(context);
  await refreshFigures(context, { limit: 2_000, deadline: early });
  const mails = await sendDueMails(context, mailer, { limit: 1_000, deadline });
  return { inbox, operations, usage, mails, reconciliation: reconciliation.kind };
}
