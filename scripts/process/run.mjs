import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Failure, Interrupted } from '../failure.mjs';
import { ROOT, stateFolder } from '../project/folders.mjs';
import { createTail } from './tail.mjs';

/**
 * Runs a program to its end. Its whole output goes to `.billfold/logs/<name>.log`.
 * @param {object} program
 * @param {string} program.name for the log file and the sentence
 * @param {string} program.command
 * @param {string[]} program.args
 * @param {import('./lifetime.mjs').Lifetime} program.lifetime
 * @param {NodeJS.ProcessEnv} [program.env] the whole environment; ours when absent
 * @param {(line: string) => void} [program.onLine]
 * @param {import("node:child_process").SpawnOptions} [program.options] further ones, such as the user to run as
 * @param {(child: import('node:child_process').ChildProcess) => void} [program.onSpawn]
 * @returns {Promise<{ output: string, log: string }>} the last lines of the output, and the file with all of it
 * @throws {Failure} with the output's tail when it ends with anything but 0
 */
export async function run({ name, command, args, lifetime, env, onLine, onSpawn, options = {} }) {
  const file = path.join(stateFolder('logs'), `${name}.log`);
  const log = createWriteStream(file);
  const tail = createTail(onLine);
  const child = lifetime.spawn(command, args, {
    cwd: ROOT,
    env: env ?? process.env,
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onSpawn?.(child);
  for (const stream of [child.stdout, child.stderr]) {
    const read = tail.reader();
    stream?.on('data', (chunk) => {
      log.write(chunk);
      read(chunk);
    });
  }
  const outcome = await ending(child);
  await new Promise((resolve) => log.end(() => resolve(undefined)));
  if (lifetime.signal.aborted) throw new Interrupted();
  if (outcome === 'ended with 0') return { output: tail.last(), log: file };
  const known = [tail.last(), `(all of it: ${path.relative(ROOT, file)})`].filter(Boolean);
  throw new Failure(`${name} ${outcome}.`, { output: known.join('\n') });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
function ending(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be started (${error.message})`));
    child.once('close', (code, signal) => resolve(`ended with ${signal ?? code}`));
  });
}
