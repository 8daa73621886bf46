import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../failure.mjs';
import { run } from '../process/run.mjs';
import { fingerprint } from '../project/fingerprint.mjs';
import { packageFile, ROOT, stateFolder } from '../project/folders.mjs';
import { withLock } from '../project/lock.mjs';
import { enter, leave, others } from '../project/users.mjs';
import { CANARIES } from './canaries.mjs';

/** `next build` empties this folder first, so that the stamp speaks of a finished build only. */
const OUTPUT = path.join(ROOT, '.next');
const STAMP = path.join(OUTPUT, 'billfold-build');
const FOLDERS = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema.prisma',
  'package-lock.json',
  'tsconfig.json',
];
/** Files in the root that the build takes no notice of. */
const UNRELATED = /^(eslint|vitest|playwright|prisma)\.config\.|^next-env\.d\.ts$/;

/**
 * Builds the application, unless nothing that goes into the build has changed. The demo and the browser tests share
 * the result; it knows neither keys nor mode.
 * @param {import('../commands/command.mjs').Context} context
 * @param {Record<string, string>} env
 */
export async function build({ lifetime, progress }, env) {
  const users = path.join(stateFolder('locks'), 'build-users');
  enter(users);
  lifetime.onEnd({ end: async () => leave(users), force: () => leave(users) });
  if (isCurrent()) return;
  await progress.step('Build (next build)', (note) =>
    withLock(
      path.join(stateFolder('locks'), 'build'),
      async () => {
        if (isCurrent()) return;
        refuseWhileServed(users);
        const made = sourceHash();
        await run({
          name: 'next-build',
          command: process.execPath,
          args: [packageFile('next', 'dist', 'bin', 'next'), 'build'],
          env: { ...env, ...CANARIES, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
          lifetime,
          onLine: note,
        });
        writeFileSync(STAMP, made);
      },
      { onWait: () => note('another command is building'), signal: lifetime.signal },
    ),
  );
}

/** @returns {boolean} */
function isCurrent() {
  return (
    existsSync(STAMP) &&
    existsSync(path.join(OUTPUT, 'BUILD_ID')) &&
    readFileSync(STAMP, 'utf8') === sourceHash()
  );
}

function sourceHash() {
  const files = readdirSync(ROOT).filter((name) => /\.(m?[jt]s|cjs)$/.test(name) && !UNRELATED.test(name));
  return fingerprint([...FOLDERS, ...files], {
    skip: (relative) => relative.startsWith('lib/db/generated'),
    salt: JSON.stringify(CANARIES),
  });
}

/**
 * A server loads parts of its build as they are asked for: building under it would break the pages it serves.
 * @param {string} users
 */
function refuseWhileServed(users) {
  const [other] = others(users);
  if (!other) return;
  throw new Failure(
    `The sources have changed, and another command (process ${other}) still serves their last build: end that one first.`,
  );
}
