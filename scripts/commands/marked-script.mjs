import { createTail } from '../process/tail.mjs';
import { ROOT } from '../project/folders.mjs';

/**
 * Shows a script of ours as one step of a command; what it says to stay is said once the step is over.
 * @param {import('./command.mjs').Context} context
 * @param {{ title: string, script: string, args: string[], env: Record<string, string> }} options
 * @returns {Promise<number>} its exit code
 */
export async function runMarkedScript(context, { title, ...options }) {
  /** @type {string[]} */
  const lines = [];
  const code = await context.progress.step(title, (note) =>
    run(context, { ...options, note, keep: (line) => lines.push(line) }),
  );
  for (const line of lines) context.progress.say(line);
  return code;
}

/**
 * Runs a script of ours as a process of its own, as one step. Its output is marked: `~` goes with the next, `=` stays; the rest is its log.
 * @param {import('./command.mjs').Context} context
 * @param {{ script: string, args: string[], env: Record<string, string>, note: (text: string) => void, keep: (text: string) => void }} options
 * @returns {Promise<number>} its exit code
 */
function run({ lifetime, progress }, { script, args, env, note, keep }) {
  const tail = createTail((line) => {
    if (line.startsWith('~ ')) note(line.slice(2));
    // When it was ended by hand nobody waits for the end any more: what it still has to say is said at once.
    if (line.startsWith('= ')) (lifetime.signal.aborted ? progress.say : keep)(line.slice(2));
  });
  const child = lifetime.spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout?.on('data', tail.reader());
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
