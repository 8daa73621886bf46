import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const WINDOWS = process.platform === 'win32';

/**
 * Starts a program as the leader of a process group of its own, so that it can be ended with everything it started,
 * and so that Ctrl-C in the terminal reaches only us: the order of the ending is ours to choose.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function spawnGroup(command, args, options) {
  return spawn(command, args, { ...options, detached: !WINDOWS, windowsHide: true });
}

/**
 * @param {number} pid the group's leader
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  if (WINDOWS) {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group (macOS answers EPERM when only zombies are).
  }
}

/**
 * Ends a group: politely first, for good after the grace time, and also when the program was stopped (Ctrl-Z,
 * SIGSTOP), in which state it could never hear the polite signal. Returns when the leader has gone.
 * @param {import('node:child_process').ChildProcess} child
 * @param {{ signal?: NodeJS.Signals, graceMs?: number }} [options]
 */
export async function stopGroup(child, { signal = 'SIGTERM', graceMs = 8_000 } = {}) {
  const { pid } = child;
  if (pid === undefined) return;
  const gone = new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(undefined);
    else child.once('exit', resolve);
  });
  signalGroup(pid, signal);
  if (!WINDOWS) signalGroup(pid, 'SIGCONT');
  const patience = new AbortController();
  await Promise.race([gone, sleep(graceMs, undefined, { signal: patience.signal }).catch(() => {})]);
  patience.abort();
  signalGroup(pid, 'SIGKILL');
  await gone;
}
