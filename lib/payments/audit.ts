import { z } from 'zod';
import type { PaymentsContext } from './context';
import type { Staff } from './domain/staff';

/** An act of the staff's. `details` hold no personal data, key or client secret. */
export type Act = {
  readonly by: Staff;
  /** The verb: `refund_payment`. */
  readonly act: string;
  readonly customerId: string | null;
  /** What it is done to. */
  readonly objectId: string | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
};

const WRITE = `
  INSERT INTO audit_log (actor_id, actor_role, act, customer_id, object_id, details)
  VALUES ($1, $2, $3, $4, $5, $6) RETURNING id::text AS id`;
const ANSWER = `
  INSERT INTO audit_log (actor_id, actor_role, act, customer_id, object_id, answers, outcome)
  SELECT actor_id, actor_role, act, customer_id, object_id, id, $2 FROM audit_log WHERE id = $1`;

const writtenSchema = z.tuple([z.object({ id: z.string() })]);

/**
 * Carries out an act between two rows of the audit log: what was asked for is written down before anything happens, so that
 * nothing happens unseen, and what became of it after. A process that dies in between leaves an act without an answer.
 * @param outcomeOf what became of it, in a word
 */
export async function audited<T>(
  { database: { pool }, log }: PaymentsContext,
  { by, act, customerId, objectId, details }: Act,
  carryOut: () => Promise<T>,
  outcomeOf: (answer: T) => string,
): Promise<T> {
  const values = [by.id, by.role, act, customerId, objectId, JSON.stringify(details)];
  const [{ id }] = writtenSchema.parse((await pool.query(WRITE, values)).rows);
  const answer = await carryOut();
  const outcome = outcomeOf(answer);
  log.info({ audit: act, by: by.id, object: objectId, outcome, ...details }, 'an act of the staff');
  await pool.query(ANSWER, [id, outcome]);
  return answer;
}
