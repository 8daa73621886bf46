import type { Pool } from 'pg';
import { z } from 'zod';
import type { Quotas } from './quota';

/** How many turns are wanted: by people waiting, by background work, and to have in hand. */
export type Wanted = { readonly people: number; readonly work: number; readonly spare: number };

/** How many there are, and after how many seconds asking again is worth it, for people and for background work. */
export type Granted = Wanted & { readonly waitPeople: number; readonly waitWork: number };

export type Lease = (quotas: Quotas, wanted: Wanted) => Promise<Granted>;

/** Of what the provider allows: how much is left after a 429, how much comes back in each second, and the least. */
const SLOWER = 0.7;
const FASTER_EACH_SECOND = 0.02;
const SLOWEST = 0.1;
/** Background work asks again when so many tokens are there, rather than for each. */
const WORK_AT_ONCE = 3;
/** Spare turns are had only while the bucket is so full: they may go unused. */
const PLENTY = 0.75;

const SHARE = `least(1, share + ${FASTER_EACH_SECOND} * extract(epoch FROM clock_timestamp() - lowered_at)::float8)`;

// The rows are locked in one order by everybody, and what they hold is reckoned after the wait for the lock: the clock must
// not be read before it.
const LEASE = `
  WITH locked AS MATERIALIZED (
    SELECT b.*, q.rate, q.capacity, q.reserve
    FROM unnest($1::text[], $2::float8[], $3::float8[], $4::float8[]) AS q (bucket, rate, capacity, reserve)
    JOIN provider_rate_limits b USING (bucket)
    ORDER BY b.bucket FOR UPDATE OF b
  ), level AS MATERIALIZED (
    SELECT bucket, capacity, reserve, rate * ${SHARE} AS rate, greatest(at, clock_timestamp()) AS now,
      least(capacity, tokens + rate * ${SHARE}
        * extract(epoch FROM greatest(at, clock_timestamp()) - at)::float8) AS tokens
    FROM locked
  ), people AS (
    SELECT least($5::int, greatest(0, floor(min(tokens)))) AS people FROM level
  ), work AS (
    SELECT people, least($6::int, greatest(0, floor(min(tokens - reserve) - people))) AS work
    FROM level, people GROUP BY people
  ), granted AS MATERIALIZED (
    SELECT people, work,
      least($7::int, greatest(0, floor(min(tokens - capacity * ${PLENTY}) - people - work))) AS spare
    FROM level, work GROUP BY people, work
  ), taken AS (
    UPDATE provider_rate_limits b SET tokens = l.tokens - people - work - spare, at = l.now
    FROM level l, granted WHERE b.bucket = l.bucket
    RETURNING b.tokens, l.rate, l.reserve
  )
  SELECT people::int, work::int, spare::int,
    max(greatest(0, (1 - tokens) / rate)) AS "waitPeople",
    max(greatest(0, (reserve + least(${WORK_AT_ONCE}, rate / 20) - tokens) / rate)) AS "waitWork"
  FROM taken, granted GROUP BY people, work, spare HAVING count(*) = 2`;

const ADD = `
  INSERT INTO provider_rate_limits (bucket, tokens) SELECT * FROM unnest($1::text[], $2::float8[])
  ON CONFLICT (bucket) DO NOTHING`;

const grantedSchema = z.object({
  people: z.number(),
  work: z.number(),
  spare: z.number(),
  waitPeople: z.number(),
  waitWork: z.number(),
});

/**
 * Leases turns from the buckets that all processes share, in one statement.
 * @throws the database's error
 */
export function leaseFrom(pool: Pool): Lease {
  return async (quotas, wanted) => {
    const columns = [
      quotas.map(({ bucket }) => bucket),
      quotas.map(({ rate }) => rate),
      quotas.map(({ capacity }) => capacity),
      quotas.map(({ reserve }) => reserve),
    ];
    const ask = async () => {
      const values = [...columns, wanted.people, wanted.work, wanted.spare];
      const { rows } = await pool.query({ name: 'lease_turns', text: LEASE, values });
      return grantedSchema.optional().parse(rows[0]);
    };
    const granted = await ask();
    if (granted) return granted;
    await pool.query(ADD, [columns[0], columns[2]]);
    const afterwards = await ask();
    if (!afterwards) throw new Error('provider_rate_limits lost its rows');
    return afterwards;
  };
}

/**
 * Slows everybody down after the provider has turned a request away; once a second at most, since one burst too many is
 * turned away many times. The rate finds its way back up by itself.
 * @returns whether this call slowed it down
 */
export async function lowerRate(pool: Pool, bucket: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE provider_rate_limits
     SET share = greatest(${SLOWEST}, ${SLOWER} * ${SHARE}), tokens = least(tokens, 0), lowered_at = clock_timestamp()
     WHERE bucket = $1 AND lowered_at < clock_timestamp() - interval '1 second'`,
    [bucket],
  );
  return rowCount === 1;
}
