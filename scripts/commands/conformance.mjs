import { Failure } from '../failure.mjs';
import { packageFile } from '../project/folders.mjs';
import { install } from '../steps/install.mjs';
import { testEnvironment } from '../testing/environment.mjs';
import { runCommand } from './command.mjs';

/**
 * `npm run conformance`: the documented behaviours of Stripe, tried on the sandbox; or, with a test key in the
 * environment's STRIPE_SECRET_KEY, on Stripe itself. Words after `--` go to the test runner.
 */
export async function main() {
  return runCommand(async (context) => {
    await install(context);
    const key = readKey(process.env.STRIPE_SECRET_KEY);
    const { say } = context.progress;
    say(key ? `  Against api.stripe.com, with the key ${masked(key)}` : '  Against the sandbox');
    const program = packageFile('vitest', 'vitest.mjs');
    const child = context.lifetime.spawn(
      process.execPath,
      [program, 'run', '--project', 'conformance', ...process.argv.slice(2)],
      { stdio: 'inherit', env: { ...testEnvironment(), ...(key ? { CONFORMANCE_KEY: key } : {}) } },
    );
    return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  });
}

/**
 * The environment alone counts, not the env files: nobody's account is to be filled because a file lies around.
 * @param {string | undefined} value
 * @returns {string | null} null for the sandbox
 */
export function readKey(value) {
  const key = value?.trim();
  if (!key) return null;
  if (/^(sk|rk)_test_/.test(key)) return key;
  throw new Failure(
    'STRIPE_SECRET_KEY must be a test key (sk_test_… or rk_test_…): these tests make objects.',
  );
}

/** @param {string} key */
function masked(key) {
  return `${key.slice(0, 8)}…${key.slice(-4)}`;
}
