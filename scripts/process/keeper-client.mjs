import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Keeper
 * @property {(pid: number) => void} watch a group to be ended, should we die
 * @property {(pid: number) => void} forget
 * @property {(folder: string) => void} watchCluster a database cluster to be left, should we die
 * @property {() => Promise<void>} dismiss
 */

/**
 * Nothing can be cleaned up after `kill -9`, so a small second process waits at the end of a pipe: when the pipe
 * closes without a word, it ends what we had started.
 * @returns {Keeper}
 */
export function startKeeper() {
  const program = fileURLToPath(new URL('./keeper.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, String(process.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    windowsHide: true,
  });
  child.unref();
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
  /** @param {Record<string, unknown>} message */
  const tell = (message) => void child.stdin.write(`${JSON.stringify(message)}\n`);
  return {
    watch: (pid) => tell({ watch: pid }),
    forget: (pid) => tell({ forget: pid }),
    watchCluster: (folder) => tell({ cluster: folder }),
    dismiss: async () => {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const gone = once(child, 'exit');
      child.ref();
      child.stdin.end(`${JSON.stringify({ dismissed: true })}\n`);
      await gone;
    },
  };
}
