import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker';
import type { Mailer } from '@/lib/mail/mail';
import type { PaymentsContext } from './context';
import { startFiguresLoop } from './figures';
import { startMailLoop } from './mails/mail-loop';
import { startCompleteLoop } from './operations';
import { startReconcileLoop, startRun } from './reconcile';
import { startRecoveryLoop } from './recovery';
import { retain } from './retention';
import { startUsageLoop } from './usage';
import { drain, startDrainLoop } from './webhooks';

const RESTART_MS = 5_000;
const JOB_MS = 50_000;
/** A night's job is made up for when nobody was there at its time. */
const NIGHT = { backfillPeriod: 12 * 3_600_000, maxAttempts: 3 } as const;

/** Schedules, in UTC. Each job is made once, however many processes run this. */
const CRON = parseCronItems([
  { task: 'sweep_inbox', match: '* * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
  { task: 'drop_old', match: '47 2 * * *', options: NIGHT },
  { task: 'reconcile_recent', match: '17 3 * * 1-6', options: NIGHT },
  { task: 'reconcile_everything', match: '17 3 * * 0', options: NIGHT },
]);

/** `payloadDays`: how long the payload of a processed event is kept. */
type Terms = { readonly payloadDays: number };

function tasksOf(context: PaymentsContext, { payloadDays }: Terms): TaskList {
  // A minute's job ends before the next minute's begins.
  const deadline = () => new Date(context.now().getTime() + JOB_MS);
  return {
    sweep_inbox: async () => {
      await drain(context, { limit: 10_000, deadline: deadline() });
    },
    drop_old: async () => {
      context.log.info(
        await retain(context, { payloadDays, deadline: deadline() }),
        'what is old was dropped',
      );
    },
    // The walk itself is long, and is the loop's.
    reconcile_recent: async () => void (await startRun(context, 'recent')),
    reconcile_everything: async () => void (await startRun(context, 'full')),
  };
}

/** The runner's own talk, a level lower than ours: its "info" is of interest to nobody but its authors. */
function loggerOf({ log }: PaymentsContext): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error({ from: 'jobs' }, message);
    else if (level === 'warning') log.warn({ from: 'jobs' }, message);
    else log.debug({ from: 'jobs' }, message);
  });
}

/** Runs scheduled jobs until `signal` aborts, starting again when a lost database ended the runner. */
async function runJobs(context: PaymentsContext, terms: Terms, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let runner: Runner | null = null;
    const stop = () => void runner?.stop().catch(() => {}); // rejects only when it has stopped already
    try {
      runner = await run({
        pgPool: context.database.pool,
        taskList: tasksOf(context, terms),
        parsedCronItems: CRON,
        concurrency: 2,
        noHandleSignals: true,
        logger: loggerOf(context),
      });
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      await runner.promise;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      context.log.error({ reason }, 'the job runner ended; starting it again');
    } finally {
      signal.removeEventListener('abort', stop);
    }
    // Rejects only because of the abort that ends the loop.
    await sleep(RESTART_MS, undefined, { signal }).catch(() => {});
  }
}

/**
 * Starts everything that happens without a person waiting: the inbox's drain loop, the mails, the completer, the
 * reconciliation, and the schedules. It survives a database that is away for a while. `stop` waits for what is in flight and leaves the rest due.
 */
export async function startBackground(
  context: PaymentsContext,
  mailer: Mailer,
  terms: Terms,
): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController();
  const mails = startMailLoop(context, mailer);
  const loop = startDrainLoop(context, () => mails.ring());
  const completer = startCompleteLoop(context);
  const recovery = startRecoveryLoop(context, () => mails.ring());
  const reconciliation = startReconcileLoop(context);
  const usage = startUsageLoop(context);
  const figures = startFiguresLoop(context);
  const jobs = runJobs(context, terms, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all([
        loop.stop(),
        mails.stop(),
        completer.stop(),
        recovery.stop(),
        reconciliation.stop(),
        usage.stop(),
        figures.stop(),
        jobs,
      ]);
    },
  };
}
