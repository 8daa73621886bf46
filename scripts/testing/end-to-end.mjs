import { rmSync } from 'node:fs';
import path from 'node:path';
import { run } from '../process/run.mjs';
import { packageFile, stateFolder } from '../project/folders.mjs';
import { browser } from '../steps/browser.mjs';
import { build } from '../steps/build.mjs';
import { startApplication } from './application.mjs';
import { countPlaywright } from './counts.mjs';
import { watched } from './faithful.mjs';
import { counted, describeCounts } from './test-failure.mjs';

/** @type {import('./steps.mjs').Step} */
export async function endToEnd(testing) {
  const { context, env } = testing;
  const browserFound = await browser(context);
  await build(context, env);
  return watched('e2e', (watch) => inBrowser({ ...testing, env: { ...env, ...watch } }, browserFound));
}

/**
 * @param {import('./steps.mjs').Testing} testing
 * @param {Awaited<ReturnType<typeof browser>>} found
 */
async function inBrowser(testing, { path: executable, sandboxed }) {
  const { context, env, extra } = testing;
  const application = await startApplication(testing);
  const report = path.join(stateFolder('test', 'reports'), 'e2e.json');
  rmSync(report, { force: true });
  return context.progress.step(
    'Browser tests (playwright)',
    (note) =>
      counted(
        () =>
          run({
            name: 'playwright',
            command: process.execPath,
            args: [packageFile('@playwright', 'test', 'cli.js'), 'test', '--pass-with-no-tests', ...extra],
            env: {
              ...env,
              ...application,
              CHROMIUM_PATH: executable,
              CHROMIUM_SANDBOX: sandboxed ? '1' : '',
              PLAYWRIGHT_REPORT: report,
            },
            lifetime: context.lifetime,
            onLine: note,
          }),
        () => countPlaywright(report),
      ),
    describeCounts,
  );
}
