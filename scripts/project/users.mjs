import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { birthOf, isAlive } from '../process/alive.mjs';

/**
 * Says that this command uses something shared (a database cluster, a build). The note outlives a crash, but counts
 * only while its writer lives.
 * @param {string} folder where the notes about that thing lie
 * @param {number} [pid]
 */
export function enter(folder, pid = process.pid) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, String(pid)), birthOf(pid));
}

/**
 * @param {string} folder
 * @param {number} [pid]
 */
export function leave(folder, pid = process.pid) {
  rmSync(path.join(folder, String(pid)), { force: true });
}

/**
 * @param {string} folder
 * @param {number} [self]
 * @returns {number[]} the other living commands that use it
 */
export function others(folder, self = process.pid) {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .map(Number)
    .filter((pid) => pid !== self && isUsing(folder, pid));
}

/**
 * @param {string} folder
 * @param {number} pid
 */
function isUsing(folder, pid) {
  if (isAlive(pid) && readNote(folder, pid) === birthOf(pid)) return true;
  leave(folder, pid);
  return false;
}

/**
 * @param {string} folder
 * @param {number} pid
 */
function readNote(folder, pid) {
  try {
    return readFileSync(path.join(folder, String(pid)), 'utf8');
  } catch {
    return null;
  }
}
