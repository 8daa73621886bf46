import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../failure.mjs';
import { run } from '../process/run.mjs';
import { asAccount } from './account.mjs';
import { findPostgresPackage, postgresEnvironment, programPath } from './platform.mjs';

/** The superuser's name inside the cluster. */
export const SUPERUSER = 'billfold';

/**
 * Makes the data folder at the first start. It is built beside its place and then moved there, so that an
 * interruption leaves no half of it.
 * @param {import('./location.mjs').Cluster} cluster
 * @param {string} native
 * @param {string} password
 * @param {import('../process/lifetime.mjs').Lifetime} lifetime
 */
export async function initializeCluster(cluster, native, password, lifetime) {
  if (existsSync(path.join(cluster.data, 'PG_VERSION'))) return checkVersion(cluster.data);
  const fresh = `${cluster.data}.new`;
  const passwordFile = path.join(cluster.store, 'password');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (cluster.account) {
    for (const entry of [fresh, passwordFile]) chownSync(entry, cluster.account.uid, cluster.account.gid);
  }
  try {
    await run({
      name: 'initdb',
      command: programPath(native, 'initdb'),
      args: initdbArguments(fresh, passwordFile, cluster.disposable),
      options: { ...asAccount(cluster.account), cwd: path.parse(fresh).root },
      env: postgresEnvironment(),
      lifetime,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(fresh, cluster.data);
}

/**
 * @param {string} data
 * @param {string} passwordFile
 * @param {boolean} disposable
 */
function initdbArguments(data, passwordFile, disposable) {
  return [
    `--pgdata=${data}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
    ...(disposable ? ['--no-sync'] : []),
  ];
}

/** @param {string} data */
function checkVersion(data) {
  const had = readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim();
  const { version } = findPostgresPackage();
  if (had === version.split('.')[0]) return;
  throw new Failure(
    `The data in ${data} was written by PostgreSQL ${had}, and this is PostgreSQL ${version}: move that folder away to start afresh, or set DATABASE_URL.`,
  );
}
