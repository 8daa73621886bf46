import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.mjs';
import { applyMigration } from './apply.mjs';
import { connectOrCreate } from './connect.mjs';
import { openLedger, readLedger } from './ledger.mjs';
import { readMigrations } from './read-migrations.mjs';

/** The lock that Prisma Migrate takes: no two of them, of either kind, run at once. */
const PRISMA_LOCK = 72_707_369;
const LOCK_MS = 60_000;

/**
 * Brings a database up to date, making it when it is missing. Prisma's own `migrate` commands accept the result.
 * @param {object} options
 * @param {string} options.databaseUrl
 * @param {string} options.migrationsFolder
 * @param {(text: string) => void} [options.onProgress]
 * @returns {Promise<{ applied: string[], total: number, unknown: string[] }>} `unknown`: in the database, but not in
 *   the folder (an older checkout)
 * @throws {Failure} on a migration that failed, or that was changed after it had been applied
 */
export async function migrate({ databaseUrl, migrationsFolder, onProgress }) {
  const migrations = readMigrations(migrationsFolder);
  const client = await connectOrCreate(databaseUrl);
  try {
    await takeLock(client, onProgress);
    await openLedger(client);
    const ledger = await readLedger(client);
    for (const migration of migrations) check(migration, ledger.get(migration.name));
    const due = migrations.filter((migration) => !ledger.has(migration.name));
    for (const migration of due) {
      onProgress?.(migration.name);
      await applyMigration(client, migration);
    }
    const known = new Set(migrations.map((migration) => migration.name));
    const unknown = [...ledger.keys()].filter((name) => !known.has(name));
    return { applied: due.map((migration) => migration.name), total: migrations.length, unknown };
  } finally {
    await client.end(); // The lock belongs to the connection, and goes with it.
  }
}

/**
 * @param {import('pg').Client} client
 * @param {((text: string) => void) | undefined} onProgress
 */
async function takeLock(client, onProgress) {
  for (const deadline = Date.now() + LOCK_MS; ; await sleep(100)) {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS ours', [PRISMA_LOCK]);
    if (rows[0].ours) return;
    onProgress?.('waiting for another migration to finish');
    if (Date.now() > deadline) {
      throw new Failure(
        'Another migration of this database has been running for a minute: end it, and try again.',
      );
    }
  }
}

/**
 * @param {import('./read-migrations.mjs').Migration} migration
 * @param {{ checksum: string, failed: boolean, logs: string } | undefined} record
 */
function check(migration, record) {
  if (!record) return;
  if (record.failed) {
    throw new Failure(
      `The migration ${migration.name} failed earlier and was left unfinished: mend the database, then run \`npx prisma migrate resolve\`.`,
      { output: record.logs },
    );
  }
  if (!migration.checksums.includes(record.checksum)) {
    throw new Failure(
      `The migration ${migration.name} was changed after it had been applied: put its file back as it was, and write a new migration instead.`,
    );
  }
}
