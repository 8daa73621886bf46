import { generate } from '../steps/generate.mjs';
import { install } from '../steps/install.mjs';
import { startTestDatabases } from '../testing/databases.mjs';
import { screenshots } from '../testing/end-to-end.mjs';
import { testEnvironment } from '../testing/environment.mjs';
import { runCommand } from './command.mjs';

const FOLDER = 'docs/screenshots';

/** `npm run screenshots`: every page in each of its states, light, dark and on a phone; words after `--` choose some. */
export async function main() {
  return runCommand(async (context) => {
    await install(context);
    await generate(context);
    const databases = () => startTestDatabases(context);
    const testing = { context, env: testEnvironment(), extra: process.argv.slice(2), databases };
    await screenshots(testing, FOLDER);
    context.progress.say(`They are in ${FOLDER}.`);
    return 0;
  });
}
