import type { Pool } from 'pg';
import { z } from 'zod';
import { MAX_ATTEMPTS, retryDelaySeconds } from '../webhooks/backoff';

const dueSchema = z.object({
  id: z.string(),
  effect: z.string(),
  recipientId: z.string(),
  objectId: z.string(),
  attempts: z.number().int(),
});
/** A mail this process holds a lease on. `attempts` counts this try and is the lease's token. */
export type DueMail = z.infer<typeof dueSchema>;

// Longer than any delivery may take: when it is up, the process that held it is dead.
const LEASE_SECONDS = 120;

// As in the inbox: due_at is moved to the end of the lease, so one index serves fresh, retried and abandoned mails alike.
// A mail waits for the earlier ones of its recipient, whoever holds them: a leased one is still pending.
const CLAIM = `
  UPDATE outbox_mails m
  SET lease_until = now() + make_interval(secs => $1), due_at = now() + make_interval(secs => $1),
      attempts = attempts + 1
  WHERE m.id = (
    SELECT due.id FROM outbox_mails due
    WHERE due.state = 'pending' AND due.due_at <= now() + interval '1 millisecond'
      AND NOT EXISTS (
        SELECT FROM outbox_mails earlier
        WHERE earlier.recipient_id = due.recipient_id AND earlier.state = 'pending'
          AND (earlier.event_id, earlier.effect) < (due.event_id, due.effect))
    ORDER BY due.due_at, due.id
    LIMIT 1
    FOR UPDATE SKIP LOCKED)
  RETURNING m.id, m.effect, m.recipient_id AS "recipientId", m.object_id AS "objectId", m.attempts`;

/** Claims one mail that is due and has nothing before it; null when there is none. */
export async function claimMail(pool: Pool): Promise<DueMail | null> {
  const { rows } = await pool.query(CLAIM, [LEASE_SECONDS]);
  return dueSchema.nullable().parse(rows[0] ?? null);
}

/** Ends a mail. No lease is asked for: a mail that went out went out, even if another process is trying it by now. */
export async function finishMail(
  pool: Pool,
  { id }: DueMail,
  state: 'sent' | 'dropped' | 'dead',
  reason: string | null = null,
): Promise<void> {
  await pool.query(
    `UPDATE outbox_mails SET state = $2, finished_at = now(), lease_until = NULL, last_error = $3
     WHERE id = $1 AND state = 'pending'`,
    [id, state, reason],
  );
}

/** Puts a mail off after a try that failed; `dead` after the last one. */
export async function putOff(pool: Pool, mail: DueMail, reason: string): Promise<'retried' | 'dead'> {
  if (mail.attempts >= MAX_ATTEMPTS) {
    await finishMail(pool, mail, 'dead', reason);
    return 'dead';
  }
  await pool.query(
    `UPDATE outbox_mails
     SET lease_until = NULL, due_at = now() + $3 * interval '1 second', last_error = $4
     WHERE id = $1 AND attempts = $2 AND state = 'pending'`,
    [mail.id, mail.attempts, retryDelaySeconds(mail.attempts), reason],
  );
  return 'retried';
}

/** Whether this try is one too many: a process that dies over a mail counts none of its tries as failed. */
export const isWorn = ({ attempts }: DueMail): boolean => attempts > MAX_ATTEMPTS;
