import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { PaymentsContext } from '../context';
import { INBOX_CHANNEL } from './channel';

const RECONNECT_MS = 1_000;

/** Listens until the connection ends or `signal` aborts. Its own connection: a pool would hand it to others. */
async function listenOnce(
  context: PaymentsContext,
  onNotify: () => void,
  signal: AbortSignal,
): Promise<void> {
  const client = new pg.Client(context.database.pool.options);
  const ended = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  client.on('notification', onNotify);
  try {
    await client.connect();
    await client.query(`LISTEN ${INBOX_CHANNEL}`);
    onNotify();
    await ended;
  } finally {
    // A broken connection refuses to be ended; there is nothing left of it to end.
    await client.end().catch(() => {});
  }
}

/** Calls `onNotify` whenever the inbox gets something due, and once after every (re)connection for what was missed. */
export async function listen(
  context: PaymentsContext,
  onNotify: () => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await listenOnce(context, onNotify, signal);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      context.log.warn(
        { reason },
        'the inbox listener is not connected; the inbox is swept by time meanwhile',
      );
    }
    // Rejects only because of the abort that ends the loop.
    await sleep(RECONNECT_MS, undefined, { signal }).catch(() => {});
  }
}
