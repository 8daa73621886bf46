import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../process/alive.mjs';
import { findPostgresPackage, programPath } from './platform.mjs';
import { isPostmasterOf, readPostmaster } from './postmaster.mjs';

/** PostgreSQL's "fast" shutdown first, then "immediate", then the hard way; it survives all three. */
const WAYS = /** @type {const} */ ([
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
]);

/**
 * Stops the server of a data folder, if one runs.
 * @param {string} data
 */
export async function stopPostmaster(data) {
  const server = readPostmaster(data);
  if (!server || !isPostmasterOf(data, server.pid)) return;
  if (process.platform === 'win32') return void pgCtlStop(data, 'fast');
  for (const [signal, patience] of WAYS) {
    send(server.pid, signal);
    send(server.pid, 'SIGCONT'); // A stopped process hears nothing until it is continued.
    for (const deadline = Date.now() + patience; Date.now() < deadline; await sleep(20)) {
      if (!isAlive(server.pid)) return;
    }
  }
}

/**
 * Without waiting, for the second Ctrl-C.
 * @param {string} data
 */
export function stopPostmasterAtOnce(data) {
  const server = readPostmaster(data);
  if (!server || !isPostmasterOf(data, server.pid)) return;
  if (process.platform === 'win32') return pgCtlStop(data, 'immediate');
  send(server.pid, 'SIGQUIT');
  send(server.pid, 'SIGCONT');
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has gone already.
  }
}

/**
 * @param {string} data
 * @param {'fast' | 'immediate'} mode
 */
function pgCtlStop(data, mode) {
  spawnSync(programPath(findPostgresPackage().native, 'pg_ctl'), ['stop', '-D', data, '-m', mode], {
    stdio: 'ignore',
    windowsHide: true,
  });
}
