import { runSlice } from '../run-slice';

export const dynamic = 'force-dynamic';
/** Seconds the host lets this route run; Next.js hands it on. */
export const maxDuration = 60;

/** Starts a reconciliation, of everything with `?scope=full`; `/api/cron/drain` goes on with what is left of it. */
function reconcile(request: Request): Promise<Response> {
  const scope = new URL(request.url).searchParams.get('scope') === 'full' ? 'full' : 'recent';
  return runSlice(request, (payments, deadline) => payments.runNightly(scope, deadline));
}

export { reconcile as GET, reconcile as POST };
