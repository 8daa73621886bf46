import { randomUUID } from 'node:crypto';
import { Failure } from '../failure.mjs';

/** Column for column what Prisma Migrate makes, so that either may carry on after the other. */
const CREATE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * @param {import('pg').Client} client
 * @throws {Failure} when the database is somebody else's: it has tables, and none of them is the ledger
 */
export async function openLedger(client) {
  const { rows } = await client.query(
    'SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename',
  );
  const tables = rows.map((row) => String(row.tablename));
  if (tables.length > 0 && !tables.includes('_prisma_migrations')) {
    throw new Failure(
      `The database already holds tables that no migration of this project made (${tables.slice(0, 3).join(', ')} …): set DATABASE_URL to an empty one.`,
    );
  }
  await client.query(CREATE);
}

/**
 * @param {import('pg').Client} client
 * @returns {Promise<Map<string, { checksum: string, failed: boolean, logs: string }>>} by name, without what was
 *   rolled back
 */
export async function readLedger(client) {
  const { rows } = await client.query(
    'SELECT migration_name, checksum, finished_at, logs FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at',
  );
  return new Map(
    rows.map((row) => [
      String(row.migration_name),
      { checksum: String(row.checksum), failed: row.finished_at === null, logs: String(row.logs ?? '') },
    ]),
  );
}

/**
 * @param {import('pg').Client} client
 * @param {import('./read-migrations.mjs').Migration} migration
 * @returns {Promise<string>} the row's id
 */
export async function recordStart(client, migration) {
  const id = randomUUID();
  await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    migration.checksums[0],
    migration.name,
  ]);
  return id;
}

/**
 * @param {import('pg').Client} client
 * @param {string} id
 */
export async function recordFinish(client, id) {
  await client.query(
    'UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1',
    [id],
  );
}

/**
 * @param {import('pg').Client} client
 * @param {string} id
 * @param {string} logs
 */
export async function recordFailure(client, id, logs) {
  await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, logs]);
}
