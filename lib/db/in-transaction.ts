import type pg from 'pg';
import type { Database } from './index';

/** Runs statements in one transaction. No network call may happen in `run`: it would hold row locks over the wire. */
export async function inTransaction<T>(
  { pool }: Database,
  run: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    const result = await run(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    broken = await client.query('ROLLBACK').then(
      () => false,
      () => true, // the connection itself is gone: not to be used again
    );
    throw error;
  } finally {
    client.release(broken);
  }
}
