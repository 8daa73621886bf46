import pg from 'pg';
import type Stripe from 'stripe';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });

/** One plain INSERT, as anybody would write it first. */
export async function store(event: Stripe.Event, body: string): Promise<void> {
  await pool.query('INSERT INTO floor_events (id, type, payload) VALUES ($1, $2, $3)', [
    event.id,
    event.type,
    body,
  ]);
}

/** The same into the inbox itself, whose row is known a second time and waits for a worker: what of our cost is the table's. */
export async function storeInInbox(event: Stripe.Event, body: string): Promise<void> {
  const { object } = event.data;
  await pool.query(
    `INSERT INTO webhook_events
       (source, event_id, type, object_type, object_id, livemode, api_version, created, payload, state)
     VALUES ('stripe', $1, $2, $3, $4, $5, $6, to_timestamp($7), $8, 'pending')
     ON CONFLICT (source, event_id) DO NOTHING`,
    [
      event.id,
      event.type,
      object.object,
      'id' in object ? object.id : null,
      event.livemode,
      event.api_version,
      event.created,
      body,
    ],
  );
}
