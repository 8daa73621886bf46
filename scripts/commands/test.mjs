import { Failure } from '../failure.mjs';
import { generate } from '../steps/generate.mjs';
import { install } from '../steps/install.mjs';
import { formatDuration } from '../terminal/duration.mjs';
import { add, NONE } from '../testing/counts.mjs';
import { startTestDatabases } from '../testing/databases.mjs';
import { testEnvironment } from '../testing/environment.mjs';
import { STEPS } from '../testing/steps.mjs';
import { TestFailure } from '../testing/test-failure.mjs';
import { runCommand } from './command.mjs';

const SHOWN_LINES = 150;

/**
 * `npm test`, or `npm test -- unit lint` for some of the steps, or `npm test -- unit -- money` to hand words on to
 * the test runner.
 */
export async function main() {
  await runCommand(async (context) => {
    const started = Date.now();
    const { names, extra } = readArguments(process.argv.slice(2));
    await install(context);
    await generate(context);
    const { counts, failed } = await runSteps(context, names, extra);
    summarize(context, failed, Date.now() - started, counts);
    return failed.length > 0 || counts.failed > 0 ? 1 : 0;
  });
}

/** @param {string[]} words */
function readArguments(words) {
  const separator = words.indexOf('--');
  const named = separator === -1 ? words : words.slice(0, separator);
  const unknown = named.filter((name) => !STEPS.has(name));
  if (unknown.length > 0) {
    throw new Failure(
      `There is no step "${unknown.join(' ')}": choose from ${[...STEPS.keys()].join(', ')}.`,
    );
  }
  return {
    names: [...STEPS.keys()].filter((name) => named.length === 0 || named.includes(name)),
    extra: separator === -1 ? [] : words.slice(separator + 1),
  };
}

/**
 * Runs every step, also after one has failed: a person wants to know of everything at once.
 * @param {import('./command.mjs').Context} context
 * @param {string[]} names
 * @param {string[]} extra
 */
async function runSteps(context, names, extra) {
  /** @type {Promise<import('../testing/databases.mjs').TestDatabases> | undefined} */
  let databases;
  const testing = {
    context,
    env: testEnvironment(),
    extra,
    databases: () => {
      databases ??= startTestDatabases(context);
      return databases;
    },
  };
  /** @type {import('../testing/counts.mjs').Counts} */
  let counts = NONE;
  /** @type {string[]} */
  const failed = [];
  /** @param {string} name */
  const runStep = async (name) => {
    try {
      const result = await STEPS.get(name)?.(testing);
      counts = add(counts, result ?? NONE);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failed.push(name);
      if (error instanceof TestFailure) counts = add(counts, error.counts);
      show(context, error);
    }
  };
  for (const together of roundsOf(names, context.progress.live)) await Promise.all(together.map(runStep));
  return { counts, failed };
}

/** Steps that leave a processor idle, and need nothing of each other. */
const TOGETHER = [
  ['lint', 'types'],
  ['contract', 'conformance', 'simulation'],
];

/**
 * The steps, one round after the other; those of a round share the time, where no line on a terminal is redrawn by each.
 * @param {string[]} names
 * @param {boolean} live
 */
function roundsOf(names, live) {
  if (live) return names.map((name) => [name]);
  const rounds = names.map((name) => {
    const group = TOGETHER.find((each) => each.includes(name)) ?? [name];
    return group.filter((each) => names.includes(each));
  });
  return rounds.filter(([first], nth) => first === names[nth]);
}

/**
 * @param {import('./command.mjs').Context} context
 * @param {Failure} failure
 */
function show({ progress: { say, palette } }, failure) {
  say(`  ${palette.bad(failure.message)}`);
  for (const line of failure.output.split('\n').slice(-SHOWN_LINES)) say(`  ${palette.dim('│')} ${line}`);
}

/**
 * The very last line is for people and machines alike: how many tests passed and failed.
 * @param {import('./command.mjs').Context} context
 * @param {string[]} failed
 * @param {number} milliseconds
 * @param {import('../testing/counts.mjs').Counts} counts
 */
function summarize({ progress: { say, palette } }, failed, milliseconds, counts) {
  say();
  const time = palette.dim(`in ${formatDuration(milliseconds)}`);
  if (failed.length === 0) say(`${palette.good('Every step passed')} ${time}`);
  else say(`${palette.bad(`Failed: ${failed.join(', ')}`)} ${time}`);
  if (counts.skipped > 0) say(palette.warm(`${counts.skipped} skipped`));
  say(`${counts.passed} passed, ${counts.failed} failed`);
}
