import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../process/run.mjs';
import { packageFile, ROOT, stateFolder } from '../project/folders.mjs';
import { withLock } from '../project/lock.mjs';

const STAMP = packageFile('.billfold-install');

/**
 * Installs the packages when they are missing or the lock file has changed since.
 * @param {import('../commands/command.mjs').Context} context
 */
export async function install({ lifetime, progress }) {
  if (isInstalled()) return;
  await progress.step('Packages (npm ci)', (note) =>
    withLock(
      path.join(stateFolder('locks'), 'install'),
      async () => {
        if (isInstalled()) return; // Another command has done it while we waited.
        const { command, args } = npm([
          'ci',
          '--include=dev',
          '--include=optional',
          '--no-audit',
          '--no-fund',
        ]);
        const env = { ...withoutNodeEnv(), npm_config_loglevel: 'http' };
        await run({
          name: 'npm-ci',
          command,
          args,
          env,
          lifetime,
          onLine: (line) => note(shorten(line)),
          options: npmOptions(),
        });
        writeFileSync(STAMP, lockHash());
      },
      { onWait: () => note('another command is installing'), signal: lifetime.signal },
    ),
  );
}

/** @returns {boolean} */
function isInstalled() {
  if (existsSync(STAMP)) return readFileSync(STAMP, 'utf8') === lockHash();
  // Installed by hand: npm's own record of what it put there tells.
  if (!matchesLockFile()) return false;
  writeFileSync(STAMP, lockHash());
  return true;
}

/** The machine counts: a node_modules copied from another one lacks its binaries. */
function lockHash() {
  const lock = readFileSync(path.join(ROOT, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

/** @returns {boolean} whether npm's record and the lock file agree on every package that has to be there */
function matchesLockFile() {
  const record = packageFile('.package-lock.json');
  if (!existsSync(record)) return false;
  const { packages: present } = JSON.parse(readFileSync(record, 'utf8'));
  const { packages: wanted } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  const names = Object.keys(wanted).filter((name) => name !== '');
  return (
    Object.keys(present).every((name) => wanted[name]) &&
    names.every((name) =>
      present[name]
        ? present[name].version === wanted[name].version
        : wanted[name].optional || wanted[name].devOptional,
    )
  );
}

/**
 * @param {string[]} args
 * @returns {{ command: string, args: string[] }} the npm that started us, or else the one on the path
 */
function npm(args) {
  const running = process.env.npm_execpath;
  if (running && /npm-cli\.c?js$/.test(running))
    return { command: process.execPath, args: [running, ...args] };
  return { command: 'npm', args };
}

/** On Windows npm is a batch file, which only a shell can start. */
function npmOptions() {
  return { shell: process.platform === 'win32' };
}

/** NODE_ENV=production would make npm leave out what the build needs. */
function withoutNodeEnv() {
  const kept = Object.entries(process.env).filter(([name]) => name !== 'NODE_ENV');
  return /** @type {Record<string, string>} */ (Object.fromEntries(kept));
}

/** @param {string} line */
function shorten(line) {
  return line.replace(/^npm (http|info) (fetch )?/, '').replace(/^GET 200 https?:\/\/[^/]+\//, '');
}
