import { constants } from 'node:os';
import { Interrupted } from '../failure.mjs';
import { signalGroup, spawnGroup, stopGroup } from './group.mjs';
import { startKeeper } from './keeper-client.mjs';
import { watchParent } from './parent.mjs';

/** One Ctrl-C may arrive twice, from the terminal and handed on by npm; a person's second one comes later. */
const ECHO_MS = 500;

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Everything that a command started, and how all of it ends.
 * @typedef {object} Lifetime
 * @property {AbortSignal} signal aborted when the person (or the system) ends the command
 * @property {() => NodeJS.Signals | null} endedBy
 * @property {Promise<never>} interrupted rejects with Interrupted at that moment
 * @property {typeof spawnGroup} spawn starts a program that is ended with the command, whatever happens
 * @property {(cleanup: Cleanup) => void} onEnd the last one registered is the first to be called
 * @property {import('./keeper-client.mjs').Keeper} keeper
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Cleanup
 * @property {() => Promise<void>} end in good order
 * @property {() => void} force at once, on the second Ctrl-C
 */

/**
 * @param {(text: string) => void} say
 * @returns {Lifetime}
 */
export function createLifetime(say) {
  const controller = new AbortController();
  /** @type {Cleanup[]} */
  const cleanups = [];
  /** @type {Set<import('node:child_process').ChildProcess>} */
  const children = new Set();
  const keeper = startKeeper();
  /** @type {NodeJS.Signals | null} */
  let endedBy = null;
  let endedAt = 0;

  const force = () => {
    for (const child of children) if (child.pid) signalGroup(child.pid, 'SIGKILL');
    for (const cleanup of cleanups) cleanup.force();
  };
  listen((signal) => {
    if (endedBy) {
      if (signal === 'SIGHUP' || Date.now() - endedAt < ECHO_MS) return;
      say('Forced to end.');
      force();
      process.exit(128 + constants.signals[signal]);
    }
    endedBy = signal;
    endedAt = Date.now();
    controller.abort(new Interrupted());
  });
  // The last resort, should anything call process.exit past the good order.
  process.on('exit', force);

  const interrupted = new Promise((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(new Interrupted()));
  });
  interrupted.catch(() => {});

  return {
    signal: controller.signal,
    interrupted: /** @type {Promise<never>} */ (interrupted),
    endedBy: () => endedBy,
    keeper,
    onEnd: (cleanup) => void cleanups.unshift(cleanup),
    spawn: (command, args, options) => {
      if (controller.signal.aborted) throw new Interrupted();
      return track(spawnGroup(command, args, options), children, keeper);
    },
    close: async () => {
      while (cleanups.length > 0) await cleanups.shift()?.end();
      await Promise.all([...children].map((child) => stopGroup(child)));
      await keeper.dismiss();
    },
  };
}

/** @param {(signal: NodeJS.Signals) => void} onSignal */
function listen(onSignal) {
  for (const name of SIGNALS) process.on(name, onSignal);
  watchParent(() => onSignal('SIGTERM'));
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Set<import('node:child_process').ChildProcess>} children
 * @param {import('./keeper-client.mjs').Keeper} keeper
 */
function track(child, children, keeper) {
  const { pid } = child;
  if (pid === undefined) return child;
  children.add(child);
  keeper.watch(pid);
  child.once('exit', () => {
    // Whatever the leader left behind in its group goes with it.
    signalGroup(pid, 'SIGKILL');
    children.delete(child);
    keeper.forget(pid);
  });
  return child;
}
