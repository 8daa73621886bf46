import type { Pool } from 'pg';
import type { PaymentsContext } from '../context';
import type { ProviderEvent } from '../provider';
import { Arrivals } from './arrivals';
import type { Accepted } from './store-events';

export type { Accepted } from './store-events';

// By pool, which is what the deliveries share.
const arrivals = new WeakMap<Pool, Arrivals>();

function arrivalsIn(pool: Pool): Arrivals {
  const existing = arrivals.get(pool);
  if (existing) return existing;
  const made = new Arrivals(pool);
  arrivals.set(pool, made);
  return made;
}

/**
 * Stores an event once, whatever way it came in; resolves after the commit. The columns object_type and object_id hold
 * what is to be read again for it, so that processing needs no payload.
 * @throws the database's error when it could not be stored: the sender must come again
 */
export function accept(context: PaymentsContext, event: ProviderEvent): Promise<Accepted> {
  return arrivalsIn(context.database.pool).store(event);
}
