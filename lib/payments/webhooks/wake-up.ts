import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { INBOX_CHANNEL } from './channel';

/**
 * One call is for everything that has come in. Each is a commit, and a delivery that commits beside it waits for the disk
 * twice; so while events come, calls are rare, and the workers look by themselves (ATTENTIVE_MS).
 */
export const QUIET_MS = 250;

// A call that is lost with its process costs some seconds, not an event: the workers sweep the inbox besides. So it need
// not wait for the disk, which it would do under a lock that every call in the database takes.
const CALL = `SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, '')`;

/**
 * Tells the workers that something is due. Not in the transaction that stores it: PostgreSQL lets transactions that call
 * commit only one after the other, each with a wait for the disk of its own.
 */
export class WakeUp {
  #calling = false;
  #again = false;

  constructor(private readonly pool: Pool) {}

  /** To be called after the commit. */
  ring(): void {
    this.#again = true;
    if (!this.#calling) void this.#call();
  }

  async #call(): Promise<void> {
    this.#calling = true;
    while (this.#again) {
      this.#again = false;
      // A database that is away is heard of by the next delivery.
      await this.pool.query({ name: 'inbox-wake-up', text: CALL, values: [INBOX_CHANNEL] }).catch(() => {});
      await sleep(QUIET_MS);
    }
    this.#calling = false;
  }
}
