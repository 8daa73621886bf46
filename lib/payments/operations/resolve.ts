import type { PaymentsContext } from '../context';
import type { Resolution } from '../domain/admin-views';

const UNTOUCHED = `state = 'needs_human' AND lease_token IS NULL`;

const RESOLVE: Readonly<Record<Resolution, string>> = {
  // The time in which it may be looked for begins anew.
  look_again: `UPDATE payment_operations SET state = 'unknown', first_sent_at = now(), key_spent_at = now(),
    next_check_at = now(), updated_at = now() WHERE id::text = $1 AND ${UNTOUCHED}`,
  it_happened: `UPDATE payment_operations SET state = 'done', finished_at = now(), next_check_at = NULL,
    updated_at = now() WHERE id::text = $1 AND ${UNTOUCHED}`,
  it_did_not: `UPDATE payment_operations SET state = 'refused', refusal_code = 'not_carried_out', finished_at = now(),
    next_check_at = NULL, updated_at = now() WHERE id::text = $1 AND ${UNTOUCHED}`,
};

/** Settles an operation that nothing else can tell about. See AdminActs. */
export async function resolveOperation(
  { database }: PaymentsContext,
  id: string,
  choice: Resolution,
): Promise<boolean> {
  const { rowCount } = await database.pool.query(RESOLVE[choice], [id]);
  return rowCount === 1;
}
