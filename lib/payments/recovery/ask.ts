import type { PaymentsContext } from '../context';

/** See PaymentService. The request is the mail itself, in the outbox, due when somebody finds that payments are back. */
export async function mailWhenBack(
  { database }: PaymentsContext,
  userId: string,
  lookupKey: string,
): Promise<void> {
  await database.pool.query(
    `INSERT INTO outbox_mails (id, effect, recipient_id, object_id, due_at)
     VALUES (gen_random_uuid(), 'payments_back', $1, $2, 'infinity')
     ON CONFLICT (recipient_id) WHERE effect = 'payments_back' AND state = 'pending'
     DO UPDATE SET object_id = EXCLUDED.object_id`,
    [userId, lookupKey],
  );
}

/** See PaymentService. */
export async function awaitsMail({ database }: PaymentsContext, userId: string): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `SELECT FROM outbox_mails WHERE recipient_id = $1 AND effect = 'payments_back' AND state = 'pending'`,
    [userId],
  );
  return rowCount === 1;
}
