import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.mjs';
import { ROOT } from '../project/folders.mjs';
import { stopGroup } from './group.mjs';
import { createTail } from './tail.mjs';

const POLL_MS = 50;

/**
 * A program that runs until it is told to stop.
 * @typedef {object} Service
 * @property {Promise<never>} failed rejects with a Failure should it end unasked
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a server and waits until it is ready.
 * @param {object} program
 * @param {string} program.name as it is called in sentences
 * @param {string[]} program.args for Node
 * @param {Record<string, string>} program.env
 * @param {string} program.log file that takes all of its output, emptied first
 * @param {import('./lifetime.mjs').Lifetime} program.lifetime
 * @param {() => Promise<boolean>} program.isReady
 * @param {number} [program.timeoutMs]
 * @param {(text: string) => void} [program.echo] also shows the output as it comes
 * @returns {Promise<Service>}
 */
export async function startService({ name, args, env, log, lifetime, isReady, timeoutMs = 60_000, echo }) {
  const file = createWriteStream(log);
  const tail = createTail();
  const child = lifetime.spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    const read = tail.reader();
    stream?.on('data', (chunk) => {
      file.write(chunk);
      read(chunk);
      echo?.(chunk.toString());
    });
  }
  let stopping = false;
  const stop = async () => {
    stopping = true;
    await stopGroup(child);
  };
  lifetime.onEnd({ end: stop, force: () => {} });
  /** @type {Promise<never>} */
  const failed = new Promise((_, reject) => {
    child.once('error', (error) => reject(new Failure(`${name} could not be started: ${error.message}.`)));
    child.once('close', (code, signal) => {
      file.end();
      if (stopping || lifetime.signal.aborted) return;
      reject(new Failure(`${name} ended unasked (${signal ?? code}).`, { output: tail.last() }));
    });
  });
  failed.catch(() => {});
  await Promise.race([waitUntil(isReady, name, timeoutMs, lifetime.signal, () => tail.last()), failed]);
  return { failed, stop };
}

/**
 * @param {() => Promise<boolean>} isReady
 * @param {string} name
 * @param {number} timeoutMs
 * @param {AbortSignal} signal
 * @param {() => string} output
 */
async function waitUntil(isReady, name, timeoutMs, signal, output) {
  const deadline = Date.now() + timeoutMs;
  while (!(await isReady())) {
    if (Date.now() > deadline) {
      throw new Failure(`${name} was not ready after ${timeoutMs / 1000} s.`, { output: output() });
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}
