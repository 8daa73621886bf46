import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../process/run.mjs';
import { fingerprint } from '../project/fingerprint.mjs';
import { packageFile, ROOT, stateFolder } from '../project/folders.mjs';

const TEMPLATE = 'tests/bench/webhooks/floor-app';
/** Its folder lies below the root, so that it finds the same packages as the application. */
const folder = () => path.join(stateFolder('bench'), 'floor-app');

/**
 * Builds the Next.js application that does the least a webhook endpoint can do, unless it has not changed.
 * @param {import('../commands/command.mjs').Context} context
 * @param {Record<string, string>} env
 * @returns {Promise<string>} its folder
 */
export async function buildFloorApp({ lifetime, progress }, env) {
  const stamp = path.join(folder(), '.next', 'billfold-build');
  const made = fingerprint([TEMPLATE, 'package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return folder();
  await progress.step('Floor (next build)', async (note) => {
    rmSync(folder(), { recursive: true, force: true });
    cpSync(path.join(ROOT, TEMPLATE), folder(), { recursive: true });
    await run({
      name: 'floor-build',
      command: process.execPath,
      args: [packageFile('next', 'dist', 'bin', 'next'), 'build', folder()],
      env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      lifetime,
      onLine: note,
    });
    writeFileSync(stamp, made);
  });
  return folder();
}
