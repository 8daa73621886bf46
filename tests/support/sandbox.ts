import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type SandboxOptions = {
  /** A free one when absent. */
  readonly port?: number;
  /** Where every event is delivered. */
  readonly forwardTo?: string;
  /** `whsec_…`; needed with `forwardTo`. */
  readonly forwardSecret?: string;
};

export type TestSandbox = {
  readonly url: string;
  readonly pid: number;
  /** Ends the process and throws its data away. */
  stop(): Promise<void>;
  /** Calls `/_sandbox/<path>`: a POST when there is a body, else a GET. Answers the parsed JSON. */
  control(path: string, body?: unknown): Promise<unknown>;
};

const READY_MS = 60_000;

/** Starts the real sandbox as a process of its own, with its data in a temporary folder. */
export async function startSandbox(options: SandboxOptions = {}): Promise<TestSandbox> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const data = await mkdtemp(path.join(os.tmpdir(), 'billfold-sandbox-'));
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/server.ts'], {
    env: {
      ...process.env,
      SANDBOX_HOST: '127.0.0.1',
      SANDBOX_PORT: String(port),
      SANDBOX_DATA: data,
      SANDBOX_FORWARD_TO: options.forwardTo ?? '',
      SANDBOX_FORWARD_SECRET: options.forwardSecret ?? '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test run that ends early must not leave it behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    await end(child);
    await rm(data, { recursive: true, force: true });
  };
  try {
    await ready(child, url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, pid: child.pid ?? 0, stop, control: (name, body) => control(url, name, body) };
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-5_000);
    });
  }
  for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(50)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${url}/_sandbox/health`).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error(`The sandbox did not start:\n${output}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(timer);
}

async function control(url: string, name: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${url}/_sandbox/${name.replace(/^\/?(_sandbox\/)?/, '')}`, {
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The sandbox refused ${name}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : null;
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
