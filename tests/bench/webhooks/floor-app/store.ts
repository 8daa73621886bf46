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
