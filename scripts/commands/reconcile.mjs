import { Failure } from '../failure.mjs';
import { createTail } from '../process/tail.mjs';
import { ROOT } from '../project/folders.mjs';
import { runCommand } from './command.mjs';
import { prepareApplication } from './with-application.mjs';

/** `npm run reconcile [-- --full]`: compares the mirror with what the provider says, and mends what differs. */
export async function main() {
  await runCommand(async (context) => {
    const args = process.argv.slice(2);
    const unknown = args.find((arg) => arg !== '--full');
    if (unknown)
      throw new Failure(`There is no option ${unknown}. There is --full: everything, not only what changed.`);
    const env = await prepareApplication(context);
    const lines = [];
    const code = await context.progress.step('Reconciliation', (note) =>
      walk(context, { args, env, note, keep: (line) => lines.push(line) }),
    );
    for (const line of lines) context.progress.say(line);
    return code;
  });
}

/**
 * Runs the walk as a process of its own. Its output is marked: `~` goes with the next, `=` stays; the rest is its log.
 * @param {import('./command.mjs').Context} context
 * @param {{ args: string[], env: Record<string, string>, note: (text: string) => void, keep: (text: string) => void }} options
 * @returns {Promise<number>} its exit code
 */
function walk({ lifetime, progress }, { args, env, note, keep }) {
  const tail = createTail((line) => {
    if (line.startsWith('~ ')) note(line.slice(2));
    // When it was ended by hand nobody waits for the end any more: what it still has to say is said at once.
    if (line.startsWith('= ')) (lifetime.signal.aborted ? progress.say : keep)(line.slice(2));
  });
  const child = lifetime.spawn(
    process.execPath,
    ['--import', 'tsx', 'lib/payments/reconcile/command.ts', ...args],
    { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  child.stdout?.on('data', tail.reader());
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
