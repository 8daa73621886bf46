import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { doors, type Harness } from './kernel-harness';

/** A sandbox in a process of its own, ready to be killed. */
export interface SandboxProcess extends Omit<Harness, 'close'> {
  /** Ends it; answers its exit code, null when the signal ended it. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

const running = new Set<ChildProcess>();

/** Starts a sandbox on a folder and a free port. Rejects with its output when it does not come up. */
export async function spawnSandbox(data: string): Promise<SandboxProcess> {
  const port = await freePort();
  const env = { ...process.env, SANDBOX_PORT: String(port), SANDBOX_DATA: data };
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/server.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  void exit.then(() => running.delete(child));
  const output: string[] = [];
  child.stderr.on('data', (text) => output.push(String(text)));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text) => String(text).includes('sandbox ready on') && resolve());
    void exit.then((code) => reject(new Error(`The sandbox ended with ${code}: ${output.join('')}`)));
  });
  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exit;
  };
  return { ...doors(`http://127.0.0.1:${port}`), kill };
}

/** Ends what a failed test left running. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
