import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../../../../scripts/network/port.mjs';
import { processorSeconds } from './processor-time';

const READY_MS = 60_000;

/** A server in a process of its own. */
export type Server = {
  readonly url: string;
  processorSeconds(): number;
  stop(): Promise<void>;
};

export type Program = {
  /** For Node, given the port. */
  args(port: number): readonly string[];
  env(port: number): Readonly<Record<string, string>>;
  /** Any answer to a GET of it says that the server is ready. */
  readonly ready: string;
  /** File for its output, as a production server's goes into one. */
  readonly log: string;
};

async function untilReady(child: ChildProcess, url: string, log: string): Promise<void> {
  for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(50)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(url).catch(() => null);
    await answer?.arrayBuffer();
    if (answer) return;
  }
  throw new Error(`A server did not start: see ${log}.`);
}

/** Starts a server on a free port, and waits until it answers. */
export async function startServer({ args, env, ready, log }: Program): Promise<Server> {
  const port = await findFreePort();
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, [...args(port)], {
    env: { ...process.env, NODE_ENV: 'production', ...env(port) },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url + ready, log);
  return {
    url,
    processorSeconds: () => processorSeconds(child.pid ?? 0),
    stop: async () => {
      process.off('exit', kill);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
