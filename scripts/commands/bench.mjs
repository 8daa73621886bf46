import { Failure } from '../failure.mjs';
import { install } from '../steps/install.mjs';
import { runCommand } from './command.mjs';

/** Benchmarks by name, each a script that prints its figures beside their floor. */
const BENCHMARKS = new Map([['sandbox', 'tests/bench/sandbox.ts']]);

/** `npm run bench`: every benchmark, or those named after `--`. */
export async function main() {
  return runCommand(async (context) => {
    const names = process.argv.slice(2);
    const unknown = names.find((name) => !BENCHMARKS.has(name));
    if (unknown)
      throw new Failure(`There is no benchmark ${unknown}. There are: ${[...BENCHMARKS.keys()].join(', ')}.`);
    await install(context);
    for (const [name, script] of BENCHMARKS) {
      if (names.length > 0 && !names.includes(name)) continue;
      const code = await runScript(context, script);
      if (code !== 0) return code;
    }
    return 0;
  });
}

/**
 * @param {{ lifetime: { spawn: Function } }} context
 * @param {string} script
 * @returns {Promise<number>} its exit code
 */
function runScript(context, script) {
  const child = context.lifetime.spawn(process.execPath, ['--import', 'tsx', script], { stdio: 'inherit' });
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}
