import { type ChildProcess, execFileSync, spawn } from 'node:child_process';

/** A server in a process of its own. */
export interface ServerProcess {
  url: string;
  /** Megabytes of memory it holds. */
  rss(): number;
  stop(): Promise<void>;
}

/** Starts a script that prints `ready on <url>`. */
export async function startServer(
  script: string,
  env: Record<string, string> = {},
  flags: readonly string[] = [],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...flags, '--import', 'tsx', script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const url = await readyUrl(child);
  return { url, rss: () => rssOf(child), stop: () => stop(child) };
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (text) => {
      const url = /ready on (\S+)/.exec(String(text))?.[1];
      if (url) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`A server ended with ${code}.`)));
  });
}

function rssOf(child: ChildProcess): number {
  if (process.platform === 'win32') return Number.NaN;
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024;
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
