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
async function inBrowser(testing, found) {
  const { context, extra } = testing;
  const chromium = chromiumOf(found);
  const application = await startApplication(testing);
  const report = path.join(stateFolder('test', 'reports'), 'e2e.json');
  rmSync(report, { force: true });
  return context.progress.step(
    'Browser tests (playwright)',
    (note) =>
      counted(
        () =>
          playwright(testing, ['--pass-with-no-tests', ...extra], note, {
            ...application,
            ...chromium,
            PLAYWRIGHT_REPORT: report,
          }),
        () => countPlaywright(report),
      ),
    describeCounts,
  );
}

/**
 * Screenshots of the product as it is built and served, into a folder.
 * @param {import('./steps.mjs').Testing} testing
 * @param {string} folder
 */
export async function screenshots(testing, folder) {
  const { context, env, extra } = testing;
  const chromium = chromiumOf(await browser(context));
  await build(context, env);
  const application = await startApplication(testing);
  const args = ['--config', 'playwright.screenshots.config.ts', ...extra];
  await context.progress.step('Screenshots (playwright)', (note) =>
    playwright(testing, args, note, { ...application, ...chromium, SCREENSHOTS: folder }),
  );
}

/** @param {Awaited<ReturnType<typeof browser>>} found */
const chromiumOf = ({ path: executable, sandboxed }) => ({
  CHROMIUM_PATH: executable,
  CHROMIUM_SANDBOX: sandboxed ? '1' : '',
});

/**
 * @param {import('./steps.mjs').Testing} testing
 * @param {string[]} args
 * @param {import('../terminal/progress.mjs').Note} note
 * @param {Record<string, string>} variables beside the tests' own
 */
function playwright({ context: { lifetime }, env }, args, note, variables) {
  return run({
    name: 'playwright',
    command: process.execPath,
    args: [packageFile('@playwright', 'test', 'cli.js'), 'test', ...args],
    env: { ...env, ...variables },
    lifetime,
    onLine: note,
  });
}
