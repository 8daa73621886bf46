import path from 'node:path';
import { withLock } from '../project/lock.mjs';
import { leave, others } from '../project/users.mjs';
import { storeOf } from './location.mjs';
import { stopPostmaster, stopPostmasterAtOnce } from './stop.mjs';

/**
 * A command is done with the cluster. The last one to leave stops it, so that nobody loses a database that is in use.
 * @param {string} notes the cluster's folder of notes
 * @param {number} pid the command's
 */
export async function leaveCluster(notes, pid) {
  await withLock(lockOf(notes), async () => {
    leave(usersOf(notes), pid);
    if (others(usersOf(notes), pid).length === 0) await stopPostmaster(path.join(storeOf(notes), 'data'));
  });
}

/**
 * The same at once and without a lock, for the second Ctrl-C.
 * @param {string} notes
 */
export function leaveClusterAtOnce(notes) {
  leave(usersOf(notes));
  if (others(usersOf(notes)).length === 0) stopPostmasterAtOnce(path.join(storeOf(notes), 'data'));
}

/** @param {string} notes */
export function lockOf(notes) {
  return path.join(notes, 'lock');
}

/** @param {string} notes */
export function usersOf(notes) {
  return path.join(notes, 'users');
}
