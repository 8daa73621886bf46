import path from 'node:path';
import { migrate } from '../migrate/migrate.mjs';
import { joinCluster } from '../postgres/join.mjs';
import { ROOT } from '../project/folders.mjs';

export const MIGRATIONS = path.join(ROOT, 'prisma', 'migrations');

/**
 * One database a mode: a database keeps to the provider account that it was first used with, so that a change from
 * the sandbox to Stripe's test mode simply finds another one.
 * @type {Record<import('../project/mode.mjs').Mode, string>}
 */
const NAMES = { sandbox: 'billfold', test: 'billfold_test', live: 'billfold_live' };

/**
 * The database, running and up to date: the person's own (DATABASE_URL), or else the embedded one.
 * @param {import('../commands/command.mjs').Context} context
 * @param {import('../project/settings.mjs').Settings} settings
 * @returns {Promise<string>} its address
 */
export async function database({ lifetime, progress }, settings) {
  const databaseUrl = settings.env.DATABASE_URL ?? (await embedded({ lifetime, progress }, settings));
  await progress.step(
    'Migrations',
    (note) => migrate({ databaseUrl, migrationsFolder: MIGRATIONS, onProgress: note }),
    describe,
  );
  return databaseUrl;
}

/**
 * @param {import('../commands/command.mjs').Context} context
 * @param {import('../project/settings.mjs').Settings} settings
 */
async function embedded({ lifetime, progress }, { secrets, mode }) {
  const server = await progress.step(
    'Database (embedded PostgreSQL)',
    (note) => joinCluster('demo', { password: secrets.databasePassword, lifetime, note }),
    ({ port, shared }) => `${shared ? 'shared with another command, ' : ''}port ${port}`,
  );
  return server.url(NAMES[mode]);
}

/** @param {Awaited<ReturnType<typeof migrate>>} result */
function describe({ applied, total, unknown }) {
  const ahead =
    unknown.length > 0 ? `; the database also has ${unknown.join(', ')}, which is not in this checkout` : '';
  return `${applied.length === 0 ? 'up to date' : `${applied.length} of ${total} applied`}${ahead}`;
}
