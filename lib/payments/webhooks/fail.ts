import type { PaymentsContext } from '../context';
import type { ClaimedEvent } from './claim';
import { markFailed } from './mark-failed';

export type FailReport = { readonly retried: number; readonly dead: number };

/** Sends events back with a delay or makes dead letters of them, and says so in the log. */
export async function failEvents(
  context: PaymentsContext,
  events: readonly ClaimedEvent[],
  failure: { readonly detail: string; readonly retryable: boolean },
): Promise<FailReport> {
  const { retried, dead } = await markFailed(context.database.pool, events, failure);
  context.log.warn(
    { events: events.map((event) => event.eventId), detail: failure.detail },
    'webhook processing failed',
  );
  for (const { eventId: event, type, attempts } of dead) {
    context.log.error(
      { alert: 'dead_letter', event, type, attempts, detail: failure.detail },
      'a webhook event is dead',
    );
  }
  return { retried, dead: dead.length };
}
