import { getPool } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { getPayments } from '@/lib/payments';

export const dynamic = 'force-dynamic';

/** What was answered, or null for an error: the answer is the report; the cause is in the log of whoever uses it. */
async function ask<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch {
    return null;
  }
}

const word = (answer: unknown): 'ok' | 'down' => (answer === null ? 'down' : 'ok');

/**
 * For load balancers and monitors: 200 when requests can be served and webhooks are worked off in time, 503 when not. Says
 * no more than that. `inbox.oldest_seconds`: how long the event that waits longest has been overdue.
 */
export async function GET(): Promise<Response> {
  const { mode, worker, webhookBacklogSeconds } = getEnv();
  const [database, payments, health] = await Promise.all([
    ask(() => getPool().query('select 1')),
    ask(async () => (await getPayments()).browserConfig()),
    ask(async () => (await getPayments()).inboxHealth(webhookBacklogSeconds)),
  ]);
  const { late, ...inbox } = health ?? { late: false };
  const ok = database !== null && payments !== null && health !== null && !late;
  return Response.json(
    { ok, database: word(database), payments: word(payments), inbox: health && inbox, mode, worker },
    { status: ok ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
  );
}
