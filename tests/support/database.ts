import { randomBytes } from 'node:crypto';
import pg from 'pg';

export type TestDatabase = {
  /** For DATABASE_URL: empty, and migrated. */
  readonly url: string;
  /** Also ends the connections that are still open to it. */
  drop(): Promise<void>;
};

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
  const drop = () =>
    asAdmin(adminUrl, async (admin) => {
      await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
    });
  return { url: url.href, drop };
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
