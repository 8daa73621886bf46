import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from '../process/alive.mjs';

/**
 * @param {string} data
 * @returns {{ pid: number, port: number, ready: boolean } | null} what PostgreSQL wrote about its running server
 */
export function readPostmaster(data) {
  try {
    const lines = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

/**
 * Is the server in that file really there? After a `kill -9` the file stays, and its process number may since have
 * been given to something else.
 * @param {string} data
 * @param {number} pid
 */
export function isPostmasterOf(data, pid) {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch {
    return true; // Not ours to look into; then let PostgreSQL itself decide.
  }
}
