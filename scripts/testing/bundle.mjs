import path from 'node:path';
import { browserFiles, findLeaks } from '../bundle/scan.mjs';
import { Failure } from '../failure.mjs';
import { environmentWithFiles } from '../project/env-file.mjs';
import { ROOT } from '../project/folders.mjs';
import { loadSecrets } from '../project/secrets.mjs';
import { build } from '../steps/build.mjs';
import { CANARIES } from '../steps/canaries.mjs';

const SECRET_NAMES = /SECRET|PASSWORD|^DATABASE_URL$/;

/**
 * Nothing that a browser can load holds a secret: neither the canaries that the build was given, nor this machine's
 * real ones.
 * @type {import('./steps.mjs').Step}
 */
export async function bundle({ context, env }) {
  await build(context, env);
  await context.progress.step(
    'Secrets in the browser’s files',
    async () => {
      const files = browserFiles(path.join(ROOT, '.next'));
      if (files.length === 0)
        throw new Failure('The build has no files for browsers, so nothing could be searched.');
      const leaks = findLeaks(files, { ...(await realSecrets()), ...CANARIES });
      if (leaks.length === 0) return files.length;
      throw new Failure('Secrets are in files that a browser can load.', {
        output: leaks.map(({ file, name }) => `${name} is in ${path.relative(ROOT, file)}`).join('\n'),
      });
    },
    (count) => `none in ${count} files`,
  );
  return null;
}

/** @returns {Promise<Record<string, string>>} under names of their own, not to be hidden by the canaries */
async function realSecrets() {
  const fromEnvironment = Object.entries(environmentWithFiles(process.env)).filter(([name]) =>
    SECRET_NAMES.test(name),
  );
  return Object.fromEntries([
    ...Object.entries(await loadSecrets()).map(([name, value]) => [`secrets.json ${name}`, value]),
    ...fromEnvironment.map(([name, value]) => [`your ${name}`, value]),
  ]);
}
