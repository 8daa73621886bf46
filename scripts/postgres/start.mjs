import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.mjs';
import { findFreePort } from '../network/port.mjs';
import { asAccount } from './account.mjs';
import { postgresEnvironment, programPath } from './platform.mjs';
import { isPostmasterOf, readPostmaster } from './postmaster.mjs';

const START_MS = 60_000;
const TRIES = 20;

/** Another server took the port between our look and PostgreSQL's. */
const PORT_TAKEN = /could not bind|Address already in use|could not create any TCP/;
/** The old server was killed, and its last children are still letting go. They do within a second or two. */
const STILL_LETTING_GO = /shared memory block .* is still in use|lock file "postmaster.pid" already exists/;

/**
 * Starts the server and waits until it takes connections.
 * @param {import('./location.mjs').Cluster} cluster
 * @param {string} native
 * @param {number | undefined} preferredPort
 * @param {AbortSignal} signal
 * @returns {Promise<number>} its port
 */
export async function startPostmaster(cluster, native, preferredPort, signal) {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort(attempt <= 2 ? preferredPort : undefined);
    const problem = await tryToStart(cluster, native, port, signal);
    if (problem === null) return port;
    if (attempt === TRIES || !(PORT_TAKEN.test(problem) || STILL_LETTING_GO.test(problem))) {
      throw new Failure('The embedded PostgreSQL did not start.', { output: problem });
    }
    await sleep(300, undefined, { signal });
  }
}

/**
 * @param {import('./location.mjs').Cluster} cluster
 * @param {string} native
 * @param {number} port
 * @param {AbortSignal} signal
 * @returns {Promise<string | null>} the log when it did not start
 */
async function tryToStart(cluster, native, port, signal) {
  // Nothing runs on this data (the caller looked), so a file that says otherwise is a dead server's.
  const stale = readPostmaster(cluster.data);
  if (stale && !isPostmasterOf(cluster.data, stale.pid)) rmSync(path.join(cluster.data, 'postmaster.pid'));

  const logFile = path.join(cluster.notes, 'server.log');
  const child = launch(cluster, native, port, logFile);
  let ended = false;
  child.once('exit', () => {
    ended = process.platform !== 'win32' || child.exitCode !== 0;
  });
  child.once('error', () => {
    ended = true;
  });
  for (const deadline = Date.now() + START_MS; Date.now() < deadline; ) {
    if (ended) return readFileSync(logFile, 'utf8').trim();
    if (isReady(cluster.data, port)) return null;
    await sleep(20, undefined, { signal });
  }
  return `${readFileSync(logFile, 'utf8')}\nNot ready after ${START_MS / 1000} s.`;
}

/**
 * @param {string} data
 * @param {number} port
 */
function isReady(data, port) {
  const server = readPostmaster(data);
  return server !== null && server.ready && server.port === port && isPostmasterOf(data, server.pid);
}

/**
 * @param {import('./location.mjs').Cluster} cluster
 * @param {string} native
 * @param {number} port
 * @param {string} logFile
 */
function launch(cluster, native, port, logFile) {
  const settings = serverSettings(port, cluster.disposable);
  const log = openSync(logFile, 'w');
  // On Windows only pg_ctl can shed an administrator's rights, which PostgreSQL refuses to run with.
  const windows = process.platform === 'win32';
  const quoted = settings.map((setting) => `-c "${setting}"`).join(' ');
  const args = windows
    ? ['start', '-D', cluster.data, '-l', logFile, '-o', quoted]
    : ['-D', cluster.data, ...settings.flatMap((setting) => ['-c', setting])];
  // A group of its own: Ctrl-C must not reach the database before the programs that use it have ended.
  const child = spawn(programPath(native, windows ? 'pg_ctl' : 'postgres'), args, {
    ...asAccount(cluster.account),
    cwd: path.parse(cluster.data).root,
    env: postgresEnvironment(),
    stdio: windows ? 'ignore' : ['ignore', log, log],
    detached: true,
    windowsHide: true,
  });
  child.unref();
  closeSync(log);
  return child;
}

/**
 * @param {number} port
 * @param {boolean} disposable
 */
function serverSettings(port, disposable) {
  return [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'password_encryption=scram-sha-256',
    'max_connections=200',
    'lc_messages=C',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(disposable ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ];
}
