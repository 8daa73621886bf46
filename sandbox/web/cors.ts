import { EXPOSED } from '../api/kernel/answer';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Whether a host name (without port) is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname) || hostname.endsWith('.localhost');
}

/** Whether a request comes from a page that is not of this machine. */
export function isForeign(origin: string | undefined): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || !isLoopback(new URL(origin).hostname);
}

/** The headers that let a page of this machine, and no other page, call the API. */
export function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined || isForeign(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, HEAD, PUT, PATCH, POST, DELETE',
    'access-control-allow-headers':
      'Authorization, Content-Type, Idempotency-Key, Stripe-Account, Stripe-Version, X-Stripe-Client-User-Agent',
    'access-control-expose-headers': EXPOSED,
    'access-control-max-age': '300',
    vary: 'Origin',
  };
}
