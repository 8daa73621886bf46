import { getPool } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { getPayments } from '@/lib/payments';

export const dynamic = 'force-dynamic';

async function settles(work: () => Promise<unknown>): Promise<'ok' | 'down'> {
  try {
    await work();
    return 'ok';
  } catch {
    return 'down'; // the answer is the report; the cause is in the log of whoever uses it
  }
}

/** For load balancers and monitors: 200 when requests can be served, 503 when not. Says no more than that. */
export async function GET(): Promise<Response> {
  const [database, payments] = await Promise.all([
    settles(() => getPool().query('select 1')),
    settles(async () => (await getPayments()).browserConfig()),
  ]);
  const healthy = database === 'ok' && payments === 'ok';
  return Response.json(
    { ok: healthy, database, payments, mode: getEnv().mode, worker: getEnv().worker },
    { status: healthy ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
  );
}
