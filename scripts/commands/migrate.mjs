import path from 'node:path';
import { Failure } from '../failure.mjs';
import { migrate } from '../migrate/migrate.mjs';
import { environmentWithFiles } from '../project/env-file.mjs';
import { ROOT } from '../project/folders.mjs';
import { runCommand } from './command.mjs';

/** `node scripts/migrate.mjs`: brings the database of DATABASE_URL up to date. */
export async function main() {
  await runCommand(async ({ progress }) => {
    const { DATABASE_URL } = environmentWithFiles(process.env);
    if (!DATABASE_URL) throw new Failure('Set DATABASE_URL to the database that is to be migrated.');
    await progress.step(
      'Migrations',
      (note) =>
        migrate({
          databaseUrl: DATABASE_URL,
          migrationsFolder: path.join(ROOT, 'prisma', 'migrations'),
          onProgress: note,
        }),
      ({ applied, total }) => `${applied.length} applied, ${total} in all`,
    );
  });
}
