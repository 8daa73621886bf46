import path from 'node:path';
import { run } from '../process/run.mjs';
import { packageFile, stateFolder } from '../project/folders.mjs';

/** @type {import('./steps.mjs').Step} */
export async function format(testing) {
  await check(testing, 'format', 'Format (biome)', packageFile('@biomejs', 'biome', 'bin', 'biome'), [
    'check',
    '.',
  ]);
  return null;
}

/** @type {import('./steps.mjs').Step} */
export async function lint(testing) {
  const cache = path.join(stateFolder('eslint'), 'cache');
  const args = ['.', '--max-warnings=0', '--cache', '--cache-location', cache, '--cache-strategy=content'];
  await check(testing, 'lint', 'Lint (eslint)', packageFile('eslint', 'bin', 'eslint.js'), args);
  return null;
}

/** @type {import('./steps.mjs').Step} */
export async function types({ context: { lifetime, progress }, env }) {
  await progress.step('Types (tsc)', async (note) => {
    const common = { command: process.execPath, env, lifetime, onLine: note };
    // Next.js writes the types of its routes, and the file that declares its own.
    await run({
      ...common,
      name: 'next-typegen',
      args: [packageFile('next', 'dist', 'bin', 'next'), 'typegen'],
    });
    await run({ ...common, name: 'tsc', args: [packageFile('typescript', 'bin', 'tsc'), '--noEmit'] });
  });
  return null;
}

/**
 * @param {import('./steps.mjs').Testing} testing
 * @param {string} name
 * @param {string} title
 * @param {string} program
 * @param {string[]} args
 */
async function check({ context: { lifetime, progress }, env }, name, title, program, args) {
  await progress.step(title, (note) =>
    run({ name, command: process.execPath, args: [program, ...args], env, lifetime, onLine: note }),
  );
}
