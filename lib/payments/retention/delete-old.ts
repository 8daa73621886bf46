import type { PaymentsContext } from '../context';
import { KEPT_DAYS } from './limits';

/** Rows deleted by one statement. */
const BATCH = 1_000;

const older = (column: string, days: number): string => `${column} < now() - interval '${days} days'`;

/** What is deleted when nobody will ask for it any more, by table. */
const OLD = {
  // Whether the mail was put in at all is remembered with the event: a replay does not send it again.
  outbox_mails: `state <> 'pending' AND ${older('finished_at', KEPT_DAYS.mails)}`,
  local_mails: older('created_at', KEPT_DAYS.mails),
  // With its breaks. The last one that is done says from when on the next one looks.
  reconciliation_runs: `state <> 'running' AND ${older('finished_at', KEPT_DAYS.runs)}
    AND id NOT IN (SELECT id FROM reconciliation_runs WHERE state = 'done' ORDER BY started_at DESC LIMIT 1)`,
  // Milliseconds since 1970. One that has run out counts no longer.
  rate_limits: 'expire < extract(epoch FROM now()) * 1000',
} as const;

export type OldTable = keyof typeof OLD;
export const OLD_TABLES: readonly OldTable[] = [
  'outbox_mails',
  'local_mails',
  'reconciliation_runs',
  'rate_limits',
];

/** Deletes some rows of a table whose time is over. */
export async function deleteOld(
  { database }: PaymentsContext,
  table: OldTable,
): Promise<{ readonly deleted: number; readonly more: boolean }> {
  const { rowCount } = await database.pool.query(
    `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${OLD[table]} LIMIT ${BATCH}))`,
  );
  return { deleted: rowCount ?? 0, more: rowCount === BATCH };
}
