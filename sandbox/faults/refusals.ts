import { SandboxError } from '../api/kernel/errors';
import { inFlight } from '../api/kernel/idempotency';
import { TurnedAway } from '../api/kernel/interference';
import type { RateLimitReason } from './rule';

/** 429 of a limiter. The SDKs do not retry it by themselves, so `Stripe-Should-Retry` is absent (inferred). */
export function rateLimited(reason: RateLimitReason): SandboxError {
  const message =
    'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.';
  const body = { type: 'invalid_request_error', code: 'rate_limit', message } as const;
  return new TurnedAway(429, body, { 'stripe-rate-limited-reason': reason });
}

/** 429 for an object that another request holds: no limiter's doing, and worth another try. */
export function lockTimeout(): SandboxError {
  const message =
    'This object cannot be accessed right now because another API request or Stripe process is currently accessing ' +
    'it. If you see this error intermittently, retry the request. If you see this error frequently and are making ' +
    'multiple concurrent requests to a single object, make your requests serially or at a lower rate.';
  const body = { type: 'invalid_request_error', code: 'lock_timeout', message } as const;
  return new TurnedAway(429, body, { 'stripe-should-retry': 'true' });
}

/** 409, as though the key's first request were still under way. */
export function conflict(): SandboxError {
  return inFlight();
}

/** 500 of something in front of the API, which therefore keeps nothing for the key. */
export function passingServerError(): SandboxError {
  return new SandboxError(500, {
    type: 'api_error',
    message: 'Sorry! The sandbox was told to fail this request.',
  });
}
