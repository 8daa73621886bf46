import { runSlice } from '../run-slice';

export const dynamic = 'force-dynamic';
/** Seconds the host lets this route run; Next.js hands it on. */
export const maxDuration = 60;

/** One slice of the background work. Hosts call their schedules by GET, others by POST. */
function drain(request: Request): Promise<Response> {
  return runSlice(request, (payments, deadline) => payments.runBackground(deadline));
}

export { drain as GET, drain as POST };
