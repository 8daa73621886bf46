import type { PaymentsContext } from '../context';
import type { InboxHealth } from '../domain/admin-views';
import { inboxBacklog } from './backlog';

/**
 * Whether the inbox is worked off in time, for monitors.
 * @param limit seconds an event may be overdue
 * @throws the database's error
 */
export async function inboxHealth(context: PaymentsContext, limit: number): Promise<InboxHealth> {
  const { oldestSeconds, waiting, dead } = await inboxBacklog(context);
  const late = oldestSeconds !== null && oldestSeconds > limit;
  return { late, oldest_seconds: oldestSeconds === null ? null : Math.floor(oldestSeconds), waiting, dead };
}
