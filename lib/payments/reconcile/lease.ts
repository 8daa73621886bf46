import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { PaymentsContext } from '../context';
import { type Cursor, cursorText } from './cursor';
import { type HeldRun, heldRunSchema, LEASE_SECONDS, type Scope } from './run';

const LEASED = `lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), updated_at = now()`;
const RELEASED = 'lease_token = NULL, lease_until = NULL, updated_at = now()';
const MINE = `id = $1 AND lease_token = $2 AND state = 'running'`;

const CLAIM = `
  UPDATE reconciliation_runs SET lease_token = $2, ${LEASED}
  WHERE provider = $1 AND state = 'running' AND (lease_until IS NULL OR lease_until <= now())
  RETURNING id, scope, since, cursor, read, expected, lease_token AS token`;

/** Takes the unfinished run that nobody holds, or whose holder died; null when there is none. */
export async function claimRun({ database, provider }: PaymentsContext): Promise<HeldRun | null> {
  const { rows } = await database.pool.query(CLAIM, [provider.name, randomUUID()]);
  return heldRunSchema.nullable().parse(rows[0] ?? null);
}

type Key = Pick<HeldRun, 'id' | 'token'>;

/** Holds the lease for longer; false when another process has taken the run over. */
export async function renewLease(pool: Pool, { id, token }: Key): Promise<boolean> {
  const { rowCount } = await pool.query(`UPDATE reconciliation_runs SET ${LEASED} WHERE ${MINE}`, [
    id,
    token,
  ]);
  return rowCount === 1;
}

/**
 * Saves how far the run has come.
 * @param read how many more things were read
 * @returns the scope, which may have been widened meanwhile; null when another process has taken the run over
 */
export async function saveCursor(
  database: Pool | PoolClient,
  { id, token }: Key,
  cursor: Cursor,
  read: number,
): Promise<Scope | null> {
  const { rows } = await database.query<{ scope: Scope }>(
    `UPDATE reconciliation_runs SET cursor = $3, read = read + $4, last_error = NULL, ${LEASED}
     WHERE ${MINE} RETURNING scope`,
    [id, token, cursorText(cursor), read],
  );
  return rows[0]?.scope ?? null;
}

/** Writes down how much there is to be read, as far as anybody knows. */
export async function saveExpected(pool: Pool, { id, token }: Key, expected: number): Promise<void> {
  await pool.query(`UPDATE reconciliation_runs SET expected = $3 WHERE ${MINE}`, [id, token, expected]);
}

/** Lets go of the run: whoever comes next goes on at its cursor. */
export async function releaseRun(pool: Pool, { id, token }: Key, reason: string | null): Promise<void> {
  await pool.query(`UPDATE reconciliation_runs SET ${RELEASED}, last_error = $3 WHERE ${MINE}`, [
    id,
    token,
    reason,
  ]);
}

/** Ends the run for good; false when it was widened or taken over meanwhile, and is not at its end. */
export async function finishRun(pool: Pool, { id, token }: Key, scope: Scope): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE reconciliation_runs SET state = 'done', finished_at = now(), last_error = NULL, ${RELEASED}
     WHERE ${MINE} AND scope = $3`,
    [id, token, scope],
  );
  return rowCount === 1;
}

/** Gives a run up that would come to the same end however often it was tried. It does not count as done (failure 29). */
export async function failRun(pool: Pool, { id, token }: Key, reason: string): Promise<void> {
  await pool.query(
    `UPDATE reconciliation_runs SET state = 'failed', finished_at = now(), last_error = $3, ${RELEASED} WHERE ${MINE}`,
    [id, token, reason],
  );
}
