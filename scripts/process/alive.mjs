import { readFileSync } from 'node:fs';

/**
 * Does this process exist and still run? A zombie counts as gone: in a container nobody may ever reap it.
 * @param {number} pid
 */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists, and belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return linuxStat(pid)?.state !== 'Z';
}

/**
 * Tells a process from a later one that was given the same number.
 * @param {number} pid
 * @returns {string} empty where the system does not say
 */
export function birthOf(pid) {
  return linuxStat(pid)?.started ?? '';
}

/** @param {number} pid */
function linuxStat(pid) {
  if (process.platform !== 'linux') return null;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may itself hold spaces and brackets.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], started: fields[19] ?? '' };
  } catch {
    return null;
  }
}
