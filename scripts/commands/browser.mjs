import { browser } from '../steps/browser.mjs';
import { runCommand } from './command.mjs';

/** `node scripts/browser.mjs`: finds or installs the browser of the tests, and prints where it is. */
export async function main() {
  await runCommand(async (context) => {
    const { path, sandboxed } = await browser(context);
    context.progress.say(`${path}${sandboxed ? '' : ' (without its own sandbox)'}`);
  });
}
