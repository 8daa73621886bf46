import { setTimeout as sleep } from 'node:timers/promises';
import type { PaymentsContext } from '../context';
import { gatherUsage } from './gather-usage';
import { type SendReport, sendUsage } from './send-usage';

/** What one slice of it did. */
export type UsageReport = SendReport & { readonly records: number; readonly left: boolean };

/** Gathers what was used and reports it, until the deadline. Throws the database's error. */
export async function reportUsage(
  context: PaymentsContext,
  { limit, deadline }: { readonly limit: number; readonly deadline: Date },
): Promise<UsageReport> {
  const { records, isAll } = await gatherUsage(context, null);
  const report = await sendUsage(context, { limit, deadline, userId: null });
  return { ...report, records, left: !isAll || report.sent + report.putOff + report.stuck >= limit };
}

const SLICE_MS = 10_000;

/** The end of a period is a whole second, which the next one begins with: what was used in it is billed only after it. */
async function outlastTheSecond({ database, now }: PaymentsContext, userId: string): Promise<void> {
  const { _max } = await database.prisma.meterEvent.aggregate({
    where: { userId },
    _max: { timestamp: true },
  });
  if (_max.timestamp === null) return;
  const over = (Math.floor(_max.timestamp.getTime() / 1000) + 1) * 1000 - now().getTime();
  if (over > 0 && over <= 1000) await sleep(over);
}

/**
 * Reports what one user used until now, before something happens that ends what it is charged to.
 * @returns false while some of it is still unreported
 */
export async function reportUsageOf(context: PaymentsContext, userId: string): Promise<boolean> {
  await gatherUsage(context, userId);
  const deadline = new Date(context.now().getTime() + SLICE_MS);
  await sendUsage(context, { limit: 100, deadline, userId });
  await outlastTheSecond(context, userId);
  const where = { userId, state: 'due' };
  return (await context.database.prisma.meterEvent.count({ where })) === 0;
}
