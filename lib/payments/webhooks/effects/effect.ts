import type pg from 'pg';
import type { ClaimedEvent } from '../claim';

/** What an effect has to go by: the mirror row that says what the event was about is of this type and id. */
export type EffectEvent = Pick<ClaimedEvent, 'id' | 'objectType' | 'objectId'>;

/**
 * Something that must happen exactly once for an event. It runs in the transaction that marks the event processed, after
 * the mirror was brought up to date. It writes rows with `client` and does nothing else: what reaches the world outside
 * (a mail) is a row that is sent later, or it would have happened even when the transaction was rolled back.
 */
export type Effect = {
  /** Its name in webhook_effects; another name is another effect, which runs again at a replay. */
  readonly name: string;
  /** For all events that are processed together, in the order in which they came in: at most a few statements. */
  readonly run: (client: pg.PoolClient, provider: string, events: readonly EffectEvent[]) => Promise<void>;
};
