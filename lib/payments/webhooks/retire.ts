import type { PaymentsContext } from '../context';
import { MAX_ATTEMPTS } from './backoff';
import type { ClaimedEvent } from './claim';
import { failEvents } from './fail';

/**
 * Makes dead letters of events that were claimed time and again without any try coming to an end. A worker that dies
 * marks nothing; without this an event that kills its worker would do so for ever.
 */
export async function retireWorn(
  context: PaymentsContext,
  events: readonly ClaimedEvent[],
): Promise<{ readonly fresh: readonly ClaimedEvent[]; readonly dead: number }> {
  const worn = events.filter(({ attempts }) => attempts > MAX_ATTEMPTS);
  if (worn.length === 0) return { fresh: events, dead: 0 };
  const detail = 'no try came to an end';
  const { dead } = await failEvents(context, worn, { detail, retryable: false });
  return { fresh: events.filter(({ attempts }) => attempts <= MAX_ATTEMPTS), dead };
}
