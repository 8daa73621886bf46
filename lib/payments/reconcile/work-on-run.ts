import type { PaymentsContext } from '../context';
import { drawStampedTicket } from '../sync';
import { type Cursor, cursorSchema, FIRST_LIST, FIRST_STEP } from './cursor';
import { claimRun, failRun, finishRun, releaseRun } from './lease';
import { type RunReport, reportRun } from './report-run';
import type { HeldRun, Scope } from './run';
import { settleRun } from './settle-run';
import { type StepResult, stepEvents } from './step-events';
import { stepList } from './step-list';
import { stepUnlisted } from './step-unlisted';
import { type SliceLimits, type Stop, Walk } from './walk';

export type Worked =
  | { readonly kind: 'done'; readonly run: RunReport }
  /** Not at its end: whoever works on it next goes on where it was. */
  | (Stop & { readonly kind: 'paused'; readonly run: RunReport })
  /** Given up; what it was to look at is left to the next one. */
  | { readonly kind: 'failed'; readonly reason: string; readonly run: RunReport }
  /** No run is unfinished, or another process is at it. */
  | { readonly kind: 'nothing' };

type Done = { readonly kind: 'done' };

async function cursorOf(context: PaymentsContext, { cursor }: HeldRun): Promise<Cursor> {
  const saved = cursorSchema.safeParse(cursor);
  if (saved.success) return saved.data;
  const { ticket, at } = await drawStampedTicket(context);
  return { step: FIRST_STEP, ticket, at, compared: 0 };
}

/** Ends the run, unless it was widened meanwhile or taken over: then saving the next step says which. */
async function settle(walk: Walk, cursor: Cursor, scope: Scope): Promise<StepResult | Done> {
  const widened: StepResult = { kind: 'stepped', cursor: { ...cursor, step: FIRST_LIST }, read: 0 };
  if (scope !== walk.scope) return widened;
  const stop = await settleRun(walk);
  if (stop) return stop;
  return (await finishRun(walk.context.database.pool, walk.run, scope)) ? { kind: 'done' } : widened;
}

function takeStep(walk: Walk, cursor: Cursor): Promise<StepResult | Done> {
  const { step } = cursor;
  switch (step.name) {
    case 'events':
      return stepEvents(walk, cursor, step);
    case 'list':
      return stepList(walk, cursor, step);
    case 'unlisted':
      return stepUnlisted(walk, cursor, step);
    case 'settle':
      return settle(walk, cursor, step.scope);
  }
}

/** Step by step to the end, or until something stops it. */
async function goOn(context: PaymentsContext, run: HeldRun, limits: SliceLimits): Promise<Stop | Done> {
  let cursor = await cursorOf(context, run);
  const walk = new Walk(context, run, limits, cursor.step);
  await walk.begin();
  for (;;) {
    const result = await takeStep(walk, cursor);
    if (result.kind === 'refused') return { kind: 'failed', reason: result.reason };
    if (result.kind !== 'stepped') return result;
    ({ cursor } = result);
    if (!(await walk.save(cursor, result.read))) return { kind: 'taken_over' };
  }
}

async function end(context: PaymentsContext, run: HeldRun, ended: Stop | Done): Promise<Worked> {
  switch (ended.kind) {
    case 'done':
      return { kind: 'done', run: await reportRun(context, run.id) };
    case 'paused':
      await releaseRun(context.database.pool, run, ended.trouble ? ended.reason : null);
      return { ...ended, run: await reportRun(context, run.id) };
    case 'failed':
      await failRun(context.database.pool, run, ended.reason);
      return { ...ended, run: await reportRun(context, run.id) };
    case 'taken_over':
      return { kind: 'nothing' };
  }
}

/**
 * Works on the run that is unfinished, if there is one and nobody else is at it, from where it was saved last. Ends when it
 * is done, out of time, told to stop, or when the provider is in trouble for longer.
 * @throws the database's error; the run is gone on with when its lease has run out
 */
export async function workOnRun(context: PaymentsContext, limits: SliceLimits = {}): Promise<Worked> {
  const run = await claimRun(context);
  if (!run) return { kind: 'nothing' };
  const worked = await end(context, run, await goOn(context, run, limits));
  context.log.info({ reconciliation: worked }, 'a slice of the reconciliation has ended');
  if (worked.kind === 'paused' && worked.trouble) {
    context.log.warn({ reason: worked.reason }, 'the reconciliation waits for the provider');
  }
  if (worked.kind === 'failed') {
    const { reason } = worked;
    context.log.error({ alert: 'reconciliation_failed', reason }, 'the provider refuses the reconciliation');
  }
  return worked;
}
