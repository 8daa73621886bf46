import Stripe from 'stripe';
import { ConfigurationError } from '@/lib/configuration-error';
import { createHttpClient } from '../../resilience/http-client';
import type { Passage } from '../../resilience/passage';
import type { KeyedStripe } from './keyed-stripe';

/** The API version everything here is written for: the SDK's own, so that types and answers agree (failure 13). */
export const API_VERSION = '2026-10-28.endive';

export type StripeClientOptions = {
  readonly secretKey: string;
  /** Milliseconds for a whole call. */
  readonly deadline: number;
  /** Another origin than Stripe's, in sandbox mode; `null` for api.stripe.com. */
  readonly baseUrl: string | null;
  /** What stands before each request: nothing, unless given. */
  readonly passage?: Passage;
};

function addressOf(baseUrl: string): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  const { hostname, port, protocol } = new URL(baseUrl);
  const scheme = protocol === 'http:' ? 'http' : 'https';
  return { host: hostname, port: port || (scheme === 'http' ? 80 : 443), protocol: scheme };
}

/**
 * Refuses an SDK of another API version: its types would describe answers that never come (failure 13).
 * @throws ConfigurationError
 */
function checkVersion(sdkVersion: string): void {
  if (sdkVersion === API_VERSION) return;
  throw new ConfigurationError(
    `The installed stripe package speaks API ${sdkVersion} and the code ${API_VERSION}: install the version in package.json.`,
  );
}

/** Makes the SDK's client: pinned version, our own HTTP client, no retries of its own and no telemetry. */
export function createStripeClient({
  secretKey,
  deadline,
  baseUrl,
  passage,
}: StripeClientOptions): KeyedStripe {
  checkVersion(Stripe.API_VERSION);
  return new Stripe(secretKey, {
    apiVersion: API_VERSION,
    maxNetworkRetries: 0, // one layer of retries: the HTTP client's
    httpClient: createHttpClient(deadline, passage),
    telemetry: false,
    appInfo: { name: 'Billfold', version: '0.1.0' },
    ...(baseUrl === null ? {} : addressOf(baseUrl)),
  });
}
