import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../process/run.mjs';
import { fingerprint } from '../project/fingerprint.mjs';
import { packageFile, ROOT, stateFolder } from '../project/folders.mjs';
import { withLock } from '../project/lock.mjs';

const CLIENT = path.join(ROOT, 'lib', 'db', 'generated');
const SOURCES = ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'];

/**
 * Generates the database client, unless the schema is the one it was made from.
 * @param {import('../commands/command.mjs').Context} context
 */
export async function generate({ lifetime, progress }) {
  if (isCurrent()) return;
  await progress.step('Database client (prisma generate)', (note) =>
    withLock(path.join(stateFolder('locks'), 'generate'), async () => {
      if (isCurrent()) return;
      const made = fingerprint(SOURCES);
      await run({
        name: 'prisma-generate',
        command: process.execPath,
        args: [packageFile('prisma', 'build', 'index.js'), 'generate'],
        env: prismaEnvironment(),
        lifetime,
        onLine: note,
      });
      writeFileSync(stamp(), made);
    }),
  );
}

/** @returns {boolean} */
function isCurrent() {
  return existsSync(CLIENT) && existsSync(stamp()) && readFileSync(stamp(), 'utf8') === fingerprint(SOURCES);
}

function stamp() {
  return path.join(stateFolder('stamps'), 'generate');
}

/**
 * `generate` never calls the schema engine, yet Prisma downloads one unless it is told of a file that exists. Ours
 * is Node itself, so that no host but the package registry is needed.
 * @returns {Record<string, string>}
 */
function prismaEnvironment() {
  return {
    .../** @type {Record<string, string>} */ (process.env),
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  };
}
