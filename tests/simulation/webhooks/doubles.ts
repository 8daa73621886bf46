import type { Tamper } from '../../support/gated-database';

/**
 * Test doubles of the product with one guard taken out. They exist to show that the simulation would see it: each does to
 * the statements what the code without the guard would have done.
 */
export type Double = {
  readonly name: string;
  readonly tamper: () => Tamper;
  /** Keys of the database that are part of the guard: SQL that takes them away, and that puts them back. */
  readonly keys?: { readonly drop: string; readonly restore: string };
};

const GUARD = /\s+WHERE mirror\.ticket < EXCLUDED\.ticket/g;
const TICKET = "nextval('mirror_tickets')";
const CLAIM = /FOR UPDATE SKIP LOCKED[\s\S]*attempts = attempts \+ 1/;
const STILL_PENDING = /AND state = 'pending'(?=\s+ORDER BY source, event_id COLLATE "C"\s+FOR UPDATE)/;
const NOT_YET_RUN = /ON CONFLICT DO NOTHING(?=\s+RETURNING event_id AS "eventId", effect)/;

/** Writes whatever a read answered, however old it is. */
const withoutTicketGuard: Tamper = (statement, run) =>
  run({ ...statement, text: statement.text.replace(GUARD, '') });

/** Hands out a number that means nothing before the read, and draws the real ticket when its answer is written. */
function withTicketAfterRead(): Tamper {
  const drawn = new Map<bigint, bigint>();
  let promised = 9_000_000_000_000_000n;
  return async (statement, run) => {
    const draw = async (): Promise<bigint> => {
      const { rows } = await run({ text: `SELECT nextval('mirror_tickets') AS ticket`, values: [] });
      return BigInt(String(rows[0]?.ticket));
    };
    if (statement.text.includes(TICKET)) {
      promised += 1n;
      return run({ ...statement, text: statement.text.replace(TICKET, `${promised}::bigint`) });
    }
    const values: unknown[] = [];
    for (const value of statement.values) {
      if (typeof value === 'bigint' && value > 9_000_000_000_000_000n) {
        const ticket = drawn.get(value) ?? (await draw());
        drawn.set(value, ticket);
        values.push(ticket);
      } else values.push(value);
    }
    return run({ ...statement, values });
  };
}

/** Marks what it has claimed as processed before it has read anything. */
const withMarkBeforeSync: Tamper = async (statement, run) => {
  const result = await run(statement);
  if (!CLAIM.test(statement.text)) return result;
  await run({
    text: `UPDATE webhook_events SET state = 'processed', processed_at = now(), lease_until = NULL WHERE id = ANY ($1::bigint[])`,
    values: [result.rows.map((row) => row.id)],
  });
  return result;
};

/** Runs the effects of an event each time it is come by. */
const withoutOnceKey: Tamper = ({ text, values }, run) => {
  const always = 'ON CONFLICT (event_id, effect) DO UPDATE SET effect = EXCLUDED.effect';
  return run({ text: text.replace(STILL_PENDING, '').replace(NOT_YET_RUN, always), values });
};

const ONCE_KEYS = {
  drop: `
    DROP INDEX outbox_mails_event_id_effect_recipient_id_key;
    ALTER TABLE access_log_entries DROP CONSTRAINT access_log_entries_pkey`,
  restore: `
    CREATE UNIQUE INDEX outbox_mails_event_id_effect_recipient_id_key
      ON outbox_mails (event_id, effect, recipient_id);
    ALTER TABLE access_log_entries ADD CONSTRAINT access_log_entries_pkey PRIMARY KEY (event_id)`,
};

export const DOUBLES: readonly Double[] = [
  { name: 'without the ticket guard', tamper: () => withoutTicketGuard },
  { name: 'with the ticket drawn after the read', tamper: withTicketAfterRead },
  { name: 'with events marked before the sync', tamper: () => withMarkBeforeSync },
  { name: 'with effects that have no once-key', tamper: () => withoutOnceKey, keys: ONCE_KEYS },
];
