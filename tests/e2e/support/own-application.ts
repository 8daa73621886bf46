import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const READY_MS = 60_000;
const NEXT = path.resolve('node_modules/next/dist/bin/next');
const PRELOAD = pathToFileURL(path.resolve('tests/e2e/support/refuse-the-world.mjs')).href;
/** Nothing of the environment that the tests run in may configure the application. */
const KEPT = ['PATH', 'HOME', 'TMPDIR', 'LANG'];

export type Variables = Record<string, string | undefined>;

/** The production build with a database and a configuration of its own, which reaches nothing but this machine. */
export class OwnApplication {
  readonly secret = `own-${randomBytes(16).toString('hex')}`;
  #child: ChildProcess | null = null;
  #output = '';

  private constructor(
    readonly url: string,
    readonly port: number,
    readonly database: TestDatabase,
    private readonly folder: string,
  ) {}

  static async prepare(): Promise<OwnApplication> {
    const port = await freePort();
    const folder = await mkdtemp(path.join(os.tmpdir(), 'billfold-e2e-'));
    return new OwnApplication(`http://localhost:${port}`, port, await createTestDatabase(), folder);
  }

  async query(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.database.url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  /** Where it tried to connect to, as host:port, each once. */
  async connections(): Promise<string[]> {
    const text = await readFile(this.#connectionsFile, 'utf8').catch(() => '');
    return [...new Set(text.split('\n').filter(Boolean))];
  }

  /** Starts it and waits until it answers. */
  async start(variables: Variables): Promise<void> {
    const child = this.#spawn(variables);
    for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(100)) {
      if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}:\n${this.#output}`);
      const answer = await fetch(`${this.url}/api/health`).catch(() => null);
      if (answer) return;
    }
    throw new Error(`It did not start:\n${this.#output}`);
  }

  /** Starts what must refuse to: answers the exit code and everything that was said. */
  async startRefused(variables: Variables): Promise<{ code: number | null; output: string }> {
    const child = this.#spawn(variables);
    const timer = setTimeout(() => child.kill('SIGKILL'), READY_MS);
    // Next.js checks its configuration at the first request, should it not have done so at the start.
    await once(child, 'close');
    clearTimeout(timer);
    return { code: child.exitCode, output: this.#output };
  }

  /** Ends the process alone: `start` begins another one over what the first has left. */
  async end(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(timer);
  }

  /** Ends it, and takes its database away. */
  async stop(): Promise<void> {
    await this.end();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }

  get #connectionsFile(): string {
    return path.join(this.folder, 'connections');
  }

  #spawn(variables: Variables): ChildProcess {
    const env = {
      ...Object.fromEntries(KEPT.map((name) => [name, process.env[name]])),
      NODE_ENV: 'production' as const,
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_OPTIONS: `--import=${PRELOAD}`,
      CONNECTIONS_FILE: this.#connectionsFile,
      DATABASE_URL: this.database.url,
      NEXTAUTH_URL: this.url,
      NEXTAUTH_SECRET: this.secret,
      ...variables,
    };
    const args = [NEXT, 'start', '--hostname', '127.0.0.1', '--port', String(this.port)];
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString();
      });
    }
    this.#child = child;
    return child;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('No free port.'));
      });
    });
  });
}
