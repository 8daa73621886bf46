import { findBrowsers } from '../browser/find.mjs';
import { installBrowser } from '../browser/install.mjs';
import { probeBrowser } from '../browser/probe.mjs';
import { Failure } from '../failure.mjs';

/** @typedef {{ path: string, sandboxed: boolean }} Browser `sandboxed`: its own sandbox works for this user */

/**
 * A browser for the tests: one that is here, or one that is installed now, or a sentence.
 * @param {import('../commands/command.mjs').Context} context
 * @returns {Promise<Browser>}
 */
export async function browser({ lifetime, progress }) {
  return progress.step(
    'Browser',
    async (note) => {
      const here = await firstThatStarts();
      if (here) return here;
      note('installing one');
      const problem = await installBrowser({ lifetime, note });
      const installed = problem ? null : await firstThatStarts();
      if (installed) return installed;
      throw new Failure(
        'The tests need Chrome or Chromium: install one, or set CHROMIUM_PATH to it (Playwright’s own: `npx playwright install --with-deps chromium`).',
        { output: problem },
      );
    },
    (found) => found.path,
  );
}

/** @returns {Promise<Browser | null>} */
async function firstThatStarts() {
  const problems = [];
  for (const path of await findBrowsers()) {
    const { starts, sandboxed, output } = await probeBrowser(path);
    if (starts) return { path, sandboxed };
    problems.push(`${path} does not start: ${output}`);
  }
  if (process.env.CHROMIUM_PATH?.trim()) {
    throw new Failure('The browser of CHROMIUM_PATH does not start.', { output: problems.join('\n') });
  }
  return null;
}
