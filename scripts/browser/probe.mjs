import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const PROBE_MS = 30_000;

/**
 * Does this browser start for this user? A file of that name may be a stub that only says where to get the browser,
 * and its own sandbox needs rights that containers often withhold.
 * @param {string} file
 * @returns {Promise<{ starts: boolean, sandboxed: boolean, output: string }>}
 */
export async function probeBrowser(file) {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && (await open(file, [])).starts) return { starts: true, sandboxed: true, output: '' };
  return { ...(await open(file, ['--no-sandbox'])), sandboxed: false };
}

/**
 * @param {string} file
 * @param {string[]} extra
 * @returns {Promise<{ starts: boolean, output: string }>}
 */
function open(file, extra) {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'billfold-browser-'));
  const args = ['--headless', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  return new Promise((resolve) => {
    execFile(
      file,
      [...args, ...extra, `--user-data-dir=${profile}`, '--dump-dom', 'data:text/html,<p>billfold'],
      { timeout: PROBE_MS, killSignal: 'SIGKILL', windowsHide: true },
      (_, stdout, stderr) => {
        rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
        resolve({ starts: stdout.includes('billfold'), output: stderr.split('\n').slice(-5).join('\n') });
      },
    );
  });
}
