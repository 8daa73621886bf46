import pg from 'pg';
import { settings } from './settings';

/** Any number will do, as long as nobody else in this database uses it. */
const KEY = 20_261_122;

/**
 * Takes part beside the other tests, or alone: some count every call to the sandbox or switch its webhooks off, which
 * another test would disturb or notice. The lock is the database's, since Playwright's workers are processes.
 * @returns gives the turn back
 */
export async function takeTurn(alone: boolean): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: settings.DATABASE_URL });
  await client.connect();
  await client.query(`SELECT pg_advisory_lock${alone ? '' : '_shared'}($1)`, [KEY]);
  // Ending the connection gives the lock back, even when the test run is killed.
  return () => client.end();
}
