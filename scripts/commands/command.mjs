import { Failure, Interrupted } from '../failure.mjs';
import { createLifetime } from '../process/lifetime.mjs';
import { createProgress } from '../terminal/progress.mjs';

const SHOWN_LINES = 60;

/**
 * What every command is given.
 * @typedef {object} Context
 * @property {import('../process/lifetime.mjs').Lifetime} lifetime
 * @property {import('../terminal/progress.mjs').Progress} progress
 */

/**
 * Runs a command from its first line to its exit code, and winds up everything it started, however it ended.
 * @param {(context: Context) => Promise<number | void>} body answers the exit code
 * @param {{ isServer?: () => boolean }} [options] a server that was ended by hand has done its work: exit code 0
 */
export async function runCommand(body, { isServer = () => false } = {}) {
  const progress = createProgress();
  const lifetime = createLifetime(progress.say);
  // When the terminal is closed there is nowhere to write to, and still everything to be ended.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  let code = 0;
  try {
    code = (await Promise.race([body({ lifetime, progress }), lifetime.interrupted, strayErrors()])) ?? 0;
  } catch (error) {
    code = lifetime.signal.aborted ? 0 : 1;
    if (code === 1) report(error, progress);
  }
  if (lifetime.signal.aborted) {
    progress.say(`\n${progress.palette.dim('Ending …')}`);
    code = isServer() ? 0 : lifetime.endedBy() === 'SIGINT' ? 130 : 143;
  }
  await lifetime.close();
  process.exit(code);
}

/**
 * An error that nobody waits for must not end the process past the winding up.
 * @returns {Promise<never>}
 */
function strayErrors() {
  return new Promise((_, reject) => {
    process.on('uncaughtException', reject);
    process.on('unhandledRejection', reject);
  });
}

/**
 * @param {unknown} error
 * @param {import('../terminal/progress.mjs').Progress} progress
 */
function report(error, { say, palette }) {
  if (error instanceof Interrupted) return;
  if (!(error instanceof Failure)) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return;
  }
  if (error.output) {
    say();
    for (const line of error.output.split('\n').slice(-SHOWN_LINES)) say(`  ${palette.dim('│')} ${line}`);
    say();
  }
  say(`${palette.bad('Stopped:')} ${error.message}`);
}
