import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, Interrupted } from '../failure.mjs';
import { run } from '../process/run.mjs';
import { packageFile } from '../project/folders.mjs';

/** A download that says nothing for this long is not coming: there is no way to its host. */
const SILENCE_MS = 25_000;

/**
 * @typedef {{ lifetime: import('../process/lifetime.mjs').Lifetime, note: import('../terminal/progress.mjs').Note }} Setting
 */

/**
 * Installs a browser by the ways that this machine has: Debian's own package when we may, Playwright's download
 * elsewhere.
 * @param {Setting} setting
 * @returns {Promise<string>} why none could be installed; empty when one was
 */
export async function installBrowser(setting) {
  const ways = isDebianRoot() ? [fromDebian, fromPlaywright] : [fromPlaywright];
  const problems = [];
  for (const way of ways) {
    try {
      await way(setting);
      return '';
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(`${error.message} ${error.output.split('\n').slice(-6).join('\n')}`);
    }
  }
  return problems.join('\n');
}

/** @returns {boolean} whether this is Debian and we may install (Ubuntu's package of that name is but a pointer) */
function isDebianRoot() {
  const release = '/etc/os-release';
  return (
    process.getuid?.() === 0 && existsSync(release) && /^ID="?debian"?$/m.test(readFileSync(release, 'utf8'))
  );
}

/** @param {Setting} setting */
async function fromDebian({ lifetime, note }) {
  const env = { .../** @type {Record<string, string>} */ (process.env), DEBIAN_FRONTEND: 'noninteractive' };
  const common = { command: 'apt-get', env, lifetime, onLine: note };
  await run({ ...common, name: 'apt-update', args: ['update'] });
  const packages = ['chromium-headless-shell', 'fonts-liberation'];
  await run({
    ...common,
    name: 'apt-install',
    args: ['install', '-y', '--no-install-recommends', ...packages],
  });
}

/** @param {Setting} setting */
async function fromPlaywright({ lifetime, note }) {
  const silence = watchSilence();
  const work = run({
    name: 'playwright-install',
    command: process.execPath,
    args: [packageFile('@playwright', 'test', 'cli.js'), 'install', 'chromium'],
    env: {
      .../** @type {Record<string, string>} */ (process.env),
      PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '8000',
    },
    lifetime,
    onSpawn: silence.watch,
    onLine: (line) => {
      silence.broken(line);
      note(line);
    },
  });
  try {
    await work;
  } finally {
    silence.end();
  }
  if (lifetime.signal.aborted) throw new Interrupted();
}

/** Ends a program that has printed no progress for too long. */
function watchSilence() {
  const over = new AbortController();
  let last = Date.now();
  return {
    /** @param {string} line */
    broken: (line) => {
      if (/%|downloaded/.test(line)) last = Date.now();
    },
    /** @param {import('node:child_process').ChildProcess} child */
    watch: async (child) => {
      while (!over.signal.aborted && Date.now() - last < SILENCE_MS) await sleep(250);
      if (!over.signal.aborted) child.kill('SIGKILL');
    },
    end: () => over.abort(),
  };
}
