import { parseArgs } from 'node:util';
import { build } from '../steps/build.mjs';
import { generate } from '../steps/generate.mjs';
import { install } from '../steps/install.mjs';
import { startTestDatabases } from '../testing/databases.mjs';
import { testEnvironment } from '../testing/environment.mjs';
import { runCommand } from './command.mjs';
import { readCount } from './read-count.mjs';

/** `npm run burst -- --events N --rounds R`: kill -9 of the production server and of a worker in the middle of a burst. */
export async function main() {
  return runCommand(async (context) => {
    const { values } = parseArgs({ options: { events: { type: 'string' }, rounds: { type: 'string' } } });
    const events = readCount('--events', values.events, 2000);
    const rounds = readCount('--rounds', values.rounds, 10);
    await install(context);
    await generate(context);
    await build(context, testEnvironment());
    const { env } = await startTestDatabases(context);
    const args = ['tests/simulation/burst.ts', '--events', String(events), '--rounds', String(rounds)];
    const child = context.lifetime.spawn(process.execPath, ['--import', 'tsx', ...args], {
      stdio: 'inherit',
      env: { ...testEnvironment(), ...env },
    });
    const code = await new Promise((resolve) => child.once('close', (ended) => resolve(ended ?? 1)));
    context.progress.say(
      code === 0 ? 'Nothing was lost, and nothing doubled.' : 'Something was lost or doubled.',
    );
    return code;
  });
}
