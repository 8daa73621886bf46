import { join } from 'node:path';
import { type Program, type Server, startServer } from './start';

/** Who answers deliveries: ours, ours over grown tables, and the least that can be done. */
export const TARGETS = [
  'node-verify',
  'node-insert',
  'node-inbox',
  'ingest',
  'next-verify',
  'next-insert',
  'next-inbox',
  'route',
  'ingest-grown',
  'route-grown',
] as const;
export type TargetName = (typeof TARGETS)[number];

/** An endpoint, and the server behind it; several may share one. */
export type Target = { readonly name: TargetName; readonly url: string; readonly server: Server };

/** What every server is started with. */
export type Place = {
  readonly sandboxUrl: string;
  readonly secret: string;
  /** Folder of the logs. */
  readonly logs: string;
};

const NEXT = join('node_modules', 'next', 'dist', 'bin', 'next');
const next = (folder: string) => (port: number) => [
  NEXT,
  'start',
  folder,
  '--port',
  String(port),
  '--hostname',
  '127.0.0.1',
];
const withTypeScript = (script: string) => () => ['--import', 'tsx', script];

function environment({ sandboxUrl, secret }: Place, databaseUrl: string) {
  return (port: number) => ({
    DATABASE_URL: databaseUrl,
    STRIPE_SECRET_KEY: 'sk_test_bench',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_bench',
    STRIPE_WEBHOOK_SECRET: secret,
    SANDBOX_URL: sandboxUrl,
    NEXTAUTH_URL: `http://localhost:${port}`,
    NEXTAUTH_SECRET: 'a secret of the benchmark alone',
    NEXT_TELEMETRY_DISABLED: '1',
    WORKER: 'external',
    PORT: String(port),
    INGEST_PORT: String(port),
  });
}

const ROUTE = '/api/webhooks/stripe';

/** The production build; `worker` says whether it also processes what it takes in. */
export function routeProgram(place: Place, databaseUrl: string, worker: 'inline' | 'external'): Program {
  const env = environment(place, databaseUrl);
  return {
    args: next('.'),
    env: (port) => ({ ...env(port), WORKER: worker }),
    ready: '/api/health',
    log: join(place.logs, `bench-route-${worker}.log`),
  };
}

/** `npm run ingest`. */
export function ingestProgram(place: Place, databaseUrl: string): Program {
  return {
    args: withTypeScript('lib/payments/ingest.ts'),
    env: environment(place, databaseUrl),
    ready: '/health',
    log: join(place.logs, 'bench-ingest.log'),
  };
}

/** The route and the ingest process over one database. */
export async function startOurs(place: Place, databaseUrl: string, grown: boolean): Promise<Target[]> {
  const ingest = await startServer(ingestProgram(place, databaseUrl));
  const route = await startServer(routeProgram(place, databaseUrl, 'external'));
  return [
    { name: grown ? 'ingest-grown' : 'ingest', url: ingest.url + ROUTE, server: ingest },
    { name: grown ? 'route-grown' : 'route', url: route.url + ROUTE, server: route },
  ];
}

/** The floors; the database has their table. */
export async function startFloors(place: Place, databaseUrl: string, floorApp: string): Promise<Target[]> {
  const env = environment(place, databaseUrl);
  const log = (kind: string) => join(place.logs, `bench-floor-${kind}.log`);
  const node = await startServer({
    args: withTypeScript('tests/bench/webhooks/floor-node.ts'),
    env,
    ready: '/',
    log: log('node'),
  });
  const app = await startServer({ args: next(floorApp), env, ready: '/verify', log: log('next') });
  return [
    { name: 'node-verify', url: `${node.url}/verify`, server: node },
    { name: 'node-insert', url: `${node.url}/insert`, server: node },
    { name: 'node-inbox', url: `${node.url}/inbox`, server: node },
    { name: 'next-verify', url: `${app.url}/verify`, server: app },
    { name: 'next-insert', url: `${app.url}/insert`, server: app },
    { name: 'next-inbox', url: `${app.url}/inbox`, server: app },
  ];
}
