import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../support/database';

/** The table that a beginner would make. */
const FLOOR_TABLE = `
  CREATE TABLE floor_events (
    id text PRIMARY KEY, type text NOT NULL, payload jsonb NOT NULL, received_at timestamptz NOT NULL DEFAULT now())`;

/** Runs work over one connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A migrated database that has the floors' table as well. */
export async function createBenchDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await withClient(database.url, (client) => client.query(FLOOR_TABLE));
  return database;
}

/** What the server promises of a commit: figures without it would mean nothing. */
export async function durabilityOf(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const names = ['server_version', 'fsync', 'synchronous_commit', 'shared_buffers'];
    const settings: string[] = [];
    for (const name of names)
      settings.push(`${name} ${(await client.query(`SHOW ${name}`)).rows[0]?.[name]}`);
    return settings.join(', ');
  });
}

/** Has the whole server write out what it holds in memory. */
export async function checkpoint(url: string): Promise<void> {
  await withClient(url, (client) => client.query('CHECKPOINT'));
}
