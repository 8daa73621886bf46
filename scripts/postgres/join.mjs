import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { answers } from '../network/port.mjs';
import { withLock } from '../project/lock.mjs';
import { enter } from '../project/users.mjs';
import { prepareBinaries } from './binaries.mjs';
import { initializeCluster, SUPERUSER } from './initialize.mjs';
import { leaveCluster, leaveClusterAtOnce, lockOf, usersOf } from './leave.mjs';
import { locateCluster } from './location.mjs';
import { isPostmasterOf, readPostmaster } from './postmaster.mjs';
import { startPostmaster } from './start.mjs';
import { stopPostmaster } from './stop.mjs';

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {boolean} shared another living command had started it
 * @property {(database: string) => string} url of a database in it
 */

/**
 * Uses the embedded PostgreSQL: starts it, or shares the one that another command has started. It is left with the
 * command's end.
 * @param {import('./location.mjs').ClusterKind} kind
 * @param {object} context
 * @param {string} context.password
 * @param {import('../process/lifetime.mjs').Lifetime} context.lifetime
 * @param {import('../terminal/progress.mjs').Note} context.note
 * @returns {Promise<Server>}
 */
export async function joinCluster(kind, { password, lifetime, note }) {
  const cluster = locateCluster(kind);
  const { signal } = lifetime;
  lifetime.keeper.watchCluster(cluster.notes);
  lifetime.onEnd({
    end: () => leaveCluster(cluster.notes, process.pid),
    force: () => leaveClusterAtOnce(cluster.notes),
  });
  const onWait = () => note('waiting for another command that is starting it');
  return withLock(
    lockOf(cluster.notes),
    async () => {
      signal.throwIfAborted();
      // Before the start, so that whoever finds it running also finds out that it is in use.
      enter(usersOf(cluster.notes));
      const running = await findRunning(cluster.data);
      const port = running ?? (await start(cluster, { password, lifetime, note }));
      return { port, shared: running !== null, url: (database) => urlOf(port, password, database) };
    },
    { onWait, signal },
  );
}

/**
 * @param {string} data
 * @returns {Promise<number | null>} the port of a server that runs and answers
 */
async function findRunning(data) {
  const server = readPostmaster(data);
  if (!server || !isPostmasterOf(data, server.pid)) return null;
  if (server.ready && (await answers(server.port, '127.0.0.1'))) return server.port;
  // Hung, or left in the middle of its start by a command that was killed.
  await stopPostmaster(data);
  return null;
}

/**
 * @param {import('./location.mjs').Cluster} cluster
 * @param {{ password: string, lifetime: import('../process/lifetime.mjs').Lifetime,
 *   note: import('../terminal/progress.mjs').Note }} context
 * @returns {Promise<number>}
 */
async function start(cluster, { password, lifetime, note }) {
  note('preparing its programs');
  const native = prepareBinaries(cluster.store, cluster.account);
  note('making its data folder');
  await initializeCluster(cluster, native, password, lifetime);
  lifetime.signal.throwIfAborted();
  note('starting');
  const portFile = path.join(cluster.notes, 'port');
  const remembered = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : undefined;
  const port = await startPostmaster(cluster, native, remembered, lifetime.signal);
  writeFileSync(portFile, `${port}\n`);
  return port;
}

/**
 * @param {number} port
 * @param {string} password
 * @param {string} database
 */
function urlOf(port, password, database) {
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}
