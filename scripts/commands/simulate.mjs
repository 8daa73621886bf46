import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Failure } from '../failure.mjs';
import { generate } from '../steps/generate.mjs';
import { install } from '../steps/install.mjs';
import { formatDuration } from '../terminal/duration.mjs';
import { startTestDatabases } from '../testing/databases.mjs';
import { testEnvironment } from '../testing/environment.mjs';
import { runCommand } from './command.mjs';
import { readCount } from './read-count.mjs';

const TOLD_MS = 5_000;

/** `npm run simulate -- --from N --seeds M`: the simulation of webhooks over any range of seeds. */
export async function main() {
  return runCommand(async (context) => {
    const { values } = parseArgs({ options: { from: { type: 'string' }, seeds: { type: 'string' } } });
    const from = readCount('--from', values.from, 1);
    const seeds = readCount('--seeds', values.seeds, 1000);
    await install(context);
    await generate(context);
    const { env } = await startTestDatabases(context);
    const diverged = await context.progress.step(
      `Seeds ${from} to ${from + seeds - 1}`,
      (note) => simulate(context, env, { from, seeds }, note),
      (seed) => (seed === null ? 'none diverged' : `seed ${seed} diverged`),
    );
    if (diverged === null) return 0;
    const again = `npm run simulate -- --from ${diverged} --seeds 1`;
    context.progress.say(`\nSeed ${diverged} diverged. To see it again:\n\n  ${again}\n`);
    return 1;
  });
}

/**
 * @param {import('./command.mjs').Context} context
 * @param {Record<string, string>} databases
 * @param {{ from: number, seeds: number }} range
 * @param {import('../terminal/progress.mjs').Note} note
 * @returns {Promise<number | null>} the seed that diverged
 */
function simulate({ lifetime, progress }, databases, { from, seeds }, note) {
  const args = ['tests/simulation/simulate.ts', '--from', String(from), '--seeds', String(seeds)];
  const child = lifetime.spawn(process.execPath, ['--import', 'tsx', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...testEnvironment(), ...databases },
  });
  const started = Date.now();
  let told = started;
  /** @type {number | null} */
  let diverged = null;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [what, seed] = line.split(' ');
    if (what === 'diverged') diverged = Number(seed);
    if (what !== 'done') return;
    const done = Number(seed) - from + 1;
    const spent = Date.now() - started;
    const left = formatDuration((spent / done) * (seeds - done));
    note(`${done} of ${seeds}, about ${left} left`);
    // Where there is no live line, now and then a whole one.
    if (process.stdout.isTTY || Date.now() - told < TOLD_MS) return;
    told = Date.now();
    progress.say(`  ${done} of ${seeds}, about ${left} left`);
  });
  return new Promise((resolve, reject) =>
    child.once('close', (code) => {
      if (code === 0 || diverged !== null) resolve(diverged);
      else reject(new Failure(`The simulation ended with ${code}.`));
    }),
  );
}
