import { setTimeout as sleep } from 'node:timers/promises';
import { bindAccount } from '../account';
import type { PaymentsContext } from '../context';
import { asked, exitWith, runEntry } from '../entry';
import { describeProgress, describeReport, unmended } from './describe';
import { type Progress, type RunReport, reportRun, startRun, type Worked, workOnRun } from './index';

const LOOK_MS = 1_000;

/** What the command that started this process shows as a line that goes, and as lines that stay. */
const note = (text: string) => void process.stdout.write(`~ ${text}\n`);
const say = (text: string) => void process.stdout.write(`= ${text}\n`);

/** Tells how far it is, and how long it will take at the pace since it began here. */
function teller(): (progress: Progress) => void {
  const begin = performance.now();
  let first: number | null = null;
  return (progress) => {
    first ??= progress.read;
    note(describeProgress(progress, { read: first, seconds: (performance.now() - begin) / 1000 }));
  };
}

/** Another process is at it: tells how far that one is, until it has come to an end or left it. */
async function watch(context: PaymentsContext, id: string, signal: AbortSignal): Promise<RunReport> {
  say('Another process is at it; this one looks on, and goes on with it should that one stop.');
  const tell = teller();
  for (;;) {
    const run = await reportRun(context, id);
    if (run.state !== 'running' || run.idle || signal.aborted) return run;
    const breaks = run.breaks.reduce((sum, { found }) => sum + found, 0);
    tell({
      step: { name: 'events', after: null },
      ...run,
      breaks,
      waiting: run.lastError ?? 'another process is at it',
    });
    // Rejects only because of the abort, which is looked at next.
    await sleep(LOOK_MS, undefined, { signal }).catch(() => {});
  }
}

async function workToTheEnd(context: PaymentsContext, id: string, signal: AbortSignal): Promise<Worked> {
  for (;;) {
    const worked = await workOnRun(context, { signal, onProgress: teller() });
    if (worked.kind !== 'nothing') return worked;
    const run = await watch(context, id, signal);
    if (run.state === 'done') return { kind: 'done', run };
    if (run.state === 'failed') return { kind: 'failed', reason: run.lastError ?? '', run };
    if (signal.aborted) return { kind: 'paused', reason: 'told to stop', trouble: false, run };
  }
}

function conclude(worked: Exclude<Worked, { kind: 'nothing' }>): void {
  for (const line of describeReport(worked.run)) say(line);
  if (worked.kind === 'paused')
    say(`Not finished (${worked.reason}). Run it again, and it goes on where it was.`);
  if (worked.kind === 'failed') say(`Failed: ${worked.reason}`);
  if (worked.kind !== 'done' || unmended(worked.run) > 0) process.exitCode = 1;
}

await runEntry(async (context) => {
  const bound = await bindAccount(context);
  if (bound.kind === 'refused') exitWith(bound.sentence);
  const stopping = new AbortController();
  void asked().then(() => stopping.abort());
  const { id, scope, started } = await startRun(context, process.argv.includes('--full') ? 'full' : 'recent');
  if (!started) {
    const { read } = await reportRun(context, id);
    say(
      `Going on with a run of ${scope === 'full' ? 'everything' : 'what has changed'}, ${read} read so far.`,
    );
  }
  const worked = await workToTheEnd(context, id, stopping.signal);
  if (worked.kind !== 'nothing') conclude(worked);
});
