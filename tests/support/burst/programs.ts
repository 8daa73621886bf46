import { createServer } from 'node:net';
import { Killable } from './killable';

/** Which program takes deliveries in: the production build of the application, or the endpoint on bare Node. */
export type Receiver = 'next' | 'ingest';

/** The sandbox's account that a burst happens in, and what its deliveries are signed with. */
export const ACCOUNT = 'sandbox';
export const SECRET = 'whsec_burst_of_events';

export type Addresses = { readonly databaseUrl: string; readonly sandboxUrl: string };

function settingsFor({ databaseUrl, sandboxUrl }: Addresses, port: number): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: `http://localhost:${port}`,
    NEXTAUTH_SECRET: 'a-secret-of-a-burst-of-events',
    SANDBOX_URL: sandboxUrl,
    STRIPE_SECRET_KEY: `sk_test_${ACCOUNT}`,
    STRIPE_PUBLISHABLE_KEY: `pk_test_${ACCOUNT}`,
    STRIPE_WEBHOOK_SECRET: SECRET,
    NEXT_TELEMETRY_DISABLED: '1',
    LOG_LEVEL: 'error',
    WORKER: 'external',
    INGEST_PORT: String(port),
  };
}

const answers = (url: string) => (): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

/** The program that takes deliveries in, at `/api/webhooks/stripe`. */
export function serverOf(receiver: Receiver, place: Addresses, port: number): Killable {
  const env = settingsFor(place, port);
  if (receiver === 'ingest') {
    const isReady = answers(`http://127.0.0.1:${port}/health`);
    return new Killable({ args: ['--import', 'tsx', 'lib/payments/ingest.ts'], env, isReady });
  }
  const args = [
    'node_modules/next/dist/bin/next',
    'start',
    '--hostname',
    '127.0.0.1',
    '--port',
    String(port),
  ];
  return new Killable({ args, env, isReady: answers(`http://127.0.0.1:${port}/api/health`) });
}

/** The program that processes what came in. */
export function workerOf(place: Addresses, port: number): Killable {
  return new Killable({ args: ['--import', 'tsx', 'lib/payments/worker.ts'], env: settingsFor(place, port) });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('No free port.'));
      });
    });
  });
}
