import { randomBytes } from 'node:crypto';
import pg from 'pg';

export type TestDatabase = {
  /** For DATABASE_URL: empty, and migrated. */
  readonly url: string;
  /** Also ends the connections that are still open to it. */
  drop(): Promise<void>;
};

/** The SQLSTATE of a database that somebody is still connected to. */
const OBJECT_IN_USE = '55006';

type Server = { readonly adminUrl: string; readonly template: string; readonly prefix: string };

/**
 * A database for one test file (or one test), copied from a migrated template: no two tests ever meet in one.
 * @throws when the tests were not started through `npm test`, which runs the server
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, template, prefix } = server();
  const name = `${prefix}${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, (admin) =>
    admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`),
  );
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(adminUrl, (admin) => dropDatabase(admin, name)) };
}

/**
 * PostgreSQL itself waits five seconds for the sessions that are just going: an ended pool may still have a socket
 * open, and a session cut off there fails the run with an error that belongs to no test.
 */
async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  const drop = `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)}`;
  try {
    await admin.query(drop);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== OBJECT_IN_USE) throw error;
    await admin.query(`${drop} WITH (FORCE)`);
  }
}

function server(): Server {
  const {
    TEST_DATABASE_ADMIN_URL: adminUrl,
    TEST_DATABASE_TEMPLATE: template,
    TEST_DATABASE_PREFIX: prefix,
  } = process.env;
  if (adminUrl && template && prefix) return { adminUrl, template, prefix };
  throw new Error(
    'There is no test database server: run these tests with `npm test -- integration` (or contract …).',
  );
}

async function asAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** Empties tables and what refers to them; also the audit log, which lets nothing but a test's superuser do so. */
export async function truncate(pool: pg.Pool, tables: string): Promise<void> {
  await pool.query(`BEGIN; SET LOCAL session_replication_role = replica; TRUNCATE ${tables} CASCADE; COMMIT`);
}
