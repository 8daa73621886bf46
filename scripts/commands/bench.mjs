import { prepareRenewals } from '../benching/renewals.mjs';
import { prepareWebhooks } from '../benching/webhooks.mjs';
import { Failure } from '../failure.mjs';
import { install } from '../steps/install.mjs';
import { runCommand } from './command.mjs';

/**
 * @typedef {import('./command.mjs').Context} Context
 * @typedef {object} Benchmark
 * @property {string} script prints its figures beside their floor
 * @property {(context: Context) => Promise<Record<string, string>>} [prepare] starts and builds what it needs; answers
 *   the script's environment
 */

/** @type {Map<string, Benchmark>} */
const BENCHMARKS = new Map([
  ['sandbox', { script: 'tests/bench/sandbox.ts' }],
  ['renewals', { script: 'tests/bench/renewals.ts', prepare: prepareRenewals }],
  ['limiter', { script: 'tests/bench/limiter/main.ts', prepare: prepareRenewals }],
  ['service', { script: 'tests/bench/service.ts', prepare: prepareRenewals }],
  ['webhooks', { script: 'tests/bench/webhooks/main.ts', prepare: prepareWebhooks }],
]);

/** `npm run bench`: every benchmark, or those named after `--`, with the words that follow the name. */
export async function main() {
  return runCommand(async (context) => {
    const words = process.argv.slice(2);
    const names = words.filter((word) => BENCHMARKS.has(word));
    const extra = words.filter((word) => !BENCHMARKS.has(word));
    if (extra[0] && (names.length !== 1 || words[0] !== names[0]))
      throw new Failure(
        `There is no benchmark ${extra[0]}. There are: ${[...BENCHMARKS.keys()].join(', ')}.`,
      );
    await install(context);
    for (const [name, { script, prepare }] of BENCHMARKS) {
      if (names.length > 0 && !names.includes(name)) continue;
      const code = await runScript(context, [script, ...extra], await prepare?.(context));
      if (code !== 0) return code;
    }
    return 0;
  });
}

/**
 * @param {Context} context
 * @param {string[]} words the script and what it is told
 * @param {Record<string, string>} [env] ours when absent
 * @returns {Promise<number>} its exit code
 */
function runScript(context, words, env) {
  const options = /** @type {const} */ ({ stdio: 'inherit', env: env ?? process.env });
  const child = context.lifetime.spawn(process.execPath, ['--import', 'tsx', ...words], options);
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}
