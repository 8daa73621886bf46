import type { PaymentsContext } from '@/lib/payments/context';
import { type Scope, startRun, workOnRun } from '@/lib/payments/reconcile';

/** Reconciles to the end. @returns the run's id */
export async function reconcile(context: PaymentsContext, scope: Scope): Promise<string> {
  await startRun(context, scope);
  const worked = await workOnRun(context, { grace: 0 });
  if (worked.kind !== 'done') throw new Error(`The reconciliation of what is ${scope} ended: ${worked.kind}`);
  return worked.run.id;
}

type Break = { readonly what: string; readonly run_id: string; readonly mended: boolean };

/** Every break found so far, by whatever run. */
export async function breaksIn({ database }: PaymentsContext): Promise<readonly Break[]> {
  const { rows } = await database.pool.query<Break>(
    `SELECT concat_ws(' ', 'break:', kind, object_type, object_id, differences) AS what, run_id,
            mended_at IS NOT NULL AS mended
     FROM reconciliation_breaks ORDER BY id`,
  );
  return rows;
}
