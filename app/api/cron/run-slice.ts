import { log } from '@/lib/log';
import { getPayments, type PaymentService } from '@/lib/payments';
import { refuseCron } from './authorize';

/** Less than the routes' maxDuration: a read that has begun by then is waited for. */
const SLICE_MS = 40_000;

type Work = (payments: PaymentService, deadline: Date) => Promise<object>;

/** Does a slice of work for the host's scheduler, and says what was done; 503 when the database failed. */
export async function runSlice(request: Request, work: Work): Promise<Response> {
  const refusal = refuseCron(request);
  if (refusal) return refusal;
  const headers = { 'Cache-Control': 'no-store' };
  try {
    const report = await work(await getPayments(), new Date(Date.now() + SLICE_MS));
    return Response.json({ ok: true, ...report }, { headers });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.error({ reason }, 'the background work called by schedule failed');
    return Response.json({ ok: false }, { status: 503, headers });
  }
}
