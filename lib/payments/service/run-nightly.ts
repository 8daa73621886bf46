import type { PaymentsContext } from '../context';
import { type Scope, startRun, type Worked, workOnRun } from '../reconcile';
import { type RetentionReport, retain } from '../retention';

export type NightlyTerms = {
  readonly scope: Scope;
  /** Days the payload of a processed event is kept. */
  readonly payloadDays: number;
  readonly deadline: Date;
};

/** What became of the reconciliation by the deadline, and what was dropped. */
export type NightlyReport = { readonly reconciliation: Worked['kind']; readonly retention: RetentionReport };

/**
 * Does what long-lived processes do at night, for hosts without one: starts a reconciliation and works on it, and drops what
 * is old, until the deadline.
 * @throws the database's error
 */
export async function runNightly(
  context: PaymentsContext,
  { scope, payloadDays, deadline }: NightlyTerms,
): Promise<NightlyReport> {
  await startRun(context, scope);
  const [worked, retention] = await Promise.all([
    workOnRun(context, { deadline }),
    retain(context, { payloadDays, deadline }),
  ]);
  return { reconciliation: worked.kind, retention };
}
