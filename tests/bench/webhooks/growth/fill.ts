import type pg from 'pg';
import type { EventText } from '../load/event-text';
import { withClient } from '../servers/databases';
import { withoutIndexes } from './without-indexes';

/** What a busy shop has after some years. */
const ROWS = { kept: 1_000_000, pruned: 10_000_000, people: 1_000_000 };
const STEP = 500_000;

// As the inbox leaves them behind: processed, and the older ones without their payload. The ids are as random as the
// sandbox's, so that a new one goes anywhere into the index.
const EVENTS = `
  INSERT INTO webhook_events
    (source, event_id, type, object_type, object_id, livemode, api_version, created, payload, state, attempts,
     due_at, received_at, processed_at)
  SELECT 'stripe', 'evt_1' || substr(md5(n::text), 1, 23), 'customer.subscription.updated', 'subscription',
         'sub_1' || substr(md5((n % 1000000)::text), 1, 23), false, '2026-10-28.endive', at, $4::jsonb, 'processed', 1,
         at, at, at
  FROM generate_series($1::bigint, $2::bigint) AS n,
       LATERAL (SELECT now() - ($3::bigint - n) * interval '3 seconds' AS at) AS moments`;

const PEOPLE = [
  `INSERT INTO users (id, email, name, stripe_customer_id, updated_at)
   SELECT gen_random_uuid(), n || '@grown.example.com', 'Ada Lovelace', 'cus_' || substr(md5(n::text), 1, 14), now()
   FROM generate_series($1::bigint, $2::bigint) AS n`,
  `INSERT INTO customers (provider, id, account, owned, created, raw, ticket, synced_at)
   SELECT 'stripe', 'cus_' || substr(md5(n::text), 1, 14), 'acct_grown', true, now(), '{}', 0, now()
   FROM generate_series($1::bigint, $2::bigint) AS n`,
  `INSERT INTO subscriptions (provider, id, account, owned, customer_id, status, currency, created, raw, ticket, synced_at)
   SELECT 'stripe', 'sub_1' || substr(md5(n::text), 1, 23), 'acct_grown', true, 'cus_' || substr(md5(n::text), 1, 14),
          'active', 'usd', now(), '{}', 0, now()
   FROM generate_series($1::bigint, $2::bigint) AS n`,
];

type Fill = {
  readonly from: number;
  readonly to: number;
  readonly insert: (from: number, to: number) => Promise<unknown>;
};

async function inSteps({ from, to, insert }: Fill, step: (done: number) => void): Promise<void> {
  for (let begin = from; begin <= to; begin += STEP) {
    const end = Math.min(to, begin + STEP - 1);
    await insert(begin, end);
    step(end - from + 1);
  }
}

function describe(what: string, say: (text: string) => void, rows: number) {
  return (done: number) => say(`${what}: ${(done / 1e6).toFixed(1)} of ${rows / 1e6} million`);
}

async function fillEvents(client: pg.Client, text: EventText, say: (text: string) => void): Promise<void> {
  const last = ROWS.kept + ROWS.pruned;
  const insert = (payload: string | null) => (from: number, to: number) =>
    client.query(EVENTS, [from, to, last, payload]);
  const pruned = { from: 1, to: ROWS.pruned, insert: insert(null) };
  await inSteps(pruned, describe('pruned events', say, ROWS.pruned));
  const kept = { from: ROWS.pruned + 1, to: last, insert: insert(text.body) };
  await inSteps(kept, describe('events with payload', say, ROWS.kept));
}

async function fillPeople(client: pg.Client, say: (text: string) => void): Promise<void> {
  for (const statement of PEOPLE) {
    const insert = (from: number, to: number) => client.query(statement, [from, to]);
    await inSteps({ from: 1, to: ROWS.people, insert }, describe('people', say, ROWS.people));
  }
}

/** Fills an empty database with as many rows as a busy shop has after some years. */
export async function fill(url: string, text: EventText, say: (text: string) => void): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('SET synchronous_commit = off');
    await withoutIndexes(client, 'webhook_events', say, () => fillEvents(client, text, say));
    await fillPeople(client, say);
    say('VACUUM ANALYZE');
    await client.query('VACUUM ANALYZE');
    await client.query('CHECKPOINT');
  });
}
