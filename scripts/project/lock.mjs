import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.mjs';
import { birthOf, isAlive } from '../process/alive.mjs';

const STEAL_MS = 10_000;

/**
 * Runs `work` while no other command on this machine holds the same lock. A lock whose holder died is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {{ onWait?: () => void, timeoutMs?: number, signal?: AbortSignal }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(file, work, { onWait, timeoutMs = 300_000, signal } = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  const deadline = Date.now() + timeoutMs;
  for (let waited = false; !take(file); waited = true) {
    if (!waited) onWait?.();
    if (Date.now() > deadline) {
      throw new Failure(`Another command has held ${file} for a long time: end it, or delete that file.`);
    }
    await sleep(60, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * @param {string} file
 * @returns {boolean} whether the lock is ours now
 */
function take(file) {
  const mine = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, born: birthOf(process.pid) }));
  try {
    // Linking is atomic and brings the content along: nobody ever reads a lock file half written.
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    if (isStale(file)) removeStale(file);
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** @param {string} file */
function isStale(file) {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8'));
    return !isAlive(holder.pid) || birthOf(holder.pid) !== holder.born;
  } catch (error) {
    return error instanceof SyntaxError;
  }
}

/**
 * Two commands may find the same stale lock. Without a lock on the removal, the slower one would remove the lock
 * that the quicker one has taken meanwhile.
 * @param {string} file
 */
function removeStale(file) {
  const removing = `${file}.removing`;
  try {
    writeFileSync(removing, '', { flag: 'wx' });
  } catch {
    const age = Date.now() - (statSync(removing, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > STEAL_MS) rmSync(removing, { force: true });
    return;
  }
  if (isStale(file)) rmSync(file, { force: true });
  rmSync(removing, { force: true });
}
