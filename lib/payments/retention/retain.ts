import type { PaymentsContext } from '../context';
import { deleteOld, OLD_TABLES, type OldTable } from './delete-old';
import { dropLatePayloads, dropPayloads } from './drop-payloads';
import type { RetentionLimits } from './limits';

/** How many payloads were dropped, and rows deleted. */
export type RetentionReport = { readonly payloads: number } & Readonly<Record<OldTable, number>>;

/**
 * Drops what has been kept long enough, in small statements, until nothing is left of it or the deadline has come. Any
 * number may run at once.
 * @throws the database's error; what was done stays done
 */
export async function retain(context: PaymentsContext, limits: RetentionLimits): Promise<RetentionReport> {
  const { payloadDays, deadline, signal } = limits;
  const mayGoOn = () => !signal?.aborted && context.now() < deadline;
  const report = { payloads: 0, outbox_mails: 0, local_mails: 0, reconciliation_runs: 0, rate_limits: 0 };
  for (const drop of [() => dropPayloads(context, payloadDays), () => dropLatePayloads(context)]) {
    for (let more = true; more && mayGoOn(); ) {
      const batch = await drop();
      report.payloads += batch.dropped;
      more = batch.more;
    }
  }
  for (const table of OLD_TABLES) {
    for (let more = true; more && mayGoOn(); ) {
      const batch = await deleteOld(context, table);
      report[table] += batch.deleted;
      more = batch.more;
    }
  }
  return report;
}
