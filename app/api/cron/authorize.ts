import { createHash, timingSafeEqual } from 'node:crypto';
import { getEnv } from '@/lib/env';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Refuses whoever is not the host's own scheduler: 401 without the secret, and where none is set there is no such address.
 * Compared as digests, which are of one length and tell nothing by how long the comparison takes.
 * @returns the refusal, or null for the scheduler
 */
export function refuseCron(request: Request): Response | null {
  const { cronSecret } = getEnv();
  if (cronSecret === null) return new Response('Not found', { status: 404 });
  const given = request.headers.get('authorization') ?? '';
  if (timingSafeEqual(digest(given), digest(`Bearer ${cronSecret}`))) return null;
  return new Response('Unauthorized', { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } });
}
