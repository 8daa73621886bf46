import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { Failure } from '../failure.mjs';
import { asAccount } from './account.mjs';
import { findPostgresPackage, postgresEnvironment, programPath } from './platform.mjs';

/**
 * PostgreSQL's programs at a place where they run: where npm put them, or a copy when that place is closed to the
 * account or cannot be mended.
 * @param {string} copies folder for the copy
 * @param {import('./account.mjs').Account | null} account
 * @returns {string} the folder that holds `bin`, `lib` and `share`
 */
export function prepareBinaries(copies, account) {
  const { native, version } = findPostgresPackage();
  if (repair(native) && runs(native, account)) return native;

  const copy = path.join(copies, `programs-${version}`);
  if (existsSync(copy) && runs(copy, account)) return copy;
  const fresh = `${copy}.new`;
  rmSync(fresh, { recursive: true, force: true });
  rmSync(copy, { recursive: true, force: true });
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  repair(fresh);
  if (account) giveTo(account, fresh);
  renameSync(fresh, copy);
  const problem = problemOf(copy, account);
  if (problem)
    throw new Failure('The embedded PostgreSQL does not run here: set DATABASE_URL.', { output: problem });
  return copy;
}

/**
 * npm leaves out symbolic links, and the package's install script that makes them may have been switched off.
 * @param {string} native
 * @returns {boolean} whether everything is in its place
 */
function repair(native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  try {
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      // The list names paths from the package's folder, all of them below `native/`.
      const link = path.join(native, '..', target).replace(path.join(native, '..', 'native'), native);
      if (!existsSync(link)) makeLink(path.join(path.dirname(link), path.basename(source)), link);
    }
    for (const program of readdirSync(path.join(native, 'bin')))
      makeExecutable(path.join(native, 'bin', program));
    return true;
  } catch {
    return false; // A node_modules that belongs to somebody else: the copy will do.
  }
}

/**
 * @param {string} file
 * @param {string} link
 */
function makeLink(file, link) {
  rmSync(link, { force: true });
  try {
    symlinkSync(path.basename(file), link);
  } catch {
    copyFileSync(file, link); // Windows allows links to few.
  }
}

/** @param {string} program */
function makeExecutable(program) {
  if (process.platform !== 'win32') chmodSync(program, 0o755);
}

/**
 * @param {string} native
 * @param {import('./account.mjs').Account | null} account
 */
function runs(native, account) {
  return problemOf(native, account) === null;
}

/**
 * @param {string} native
 * @param {import('./account.mjs').Account | null} account
 * @returns {string | null}
 */
function problemOf(native, account) {
  for (const program of /** @type {const} */ (['initdb', 'postgres'])) {
    const answer = spawnSync(programPath(native, program), ['--version'], {
      ...asAccount(account),
      cwd: path.parse(native).root,
      env: postgresEnvironment(),
      encoding: 'utf8',
      windowsHide: true,
    });
    if (answer.status !== 0) return answer.error?.message ?? `${answer.stderr}${answer.stdout}`;
  }
  return null;
}

/**
 * @param {import('./account.mjs').Account} account
 * @param {string} folder
 */
function giveTo(account, folder) {
  chownSync(folder, account.uid, account.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) giveTo(account, full);
    else if (entry.isFile()) chownSync(full, account.uid, account.gid);
  }
}
