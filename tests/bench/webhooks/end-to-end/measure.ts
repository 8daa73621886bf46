import { quantile } from '../load/sample';
import { accountAt } from '../servers/account';
import { withClient } from '../servers/databases';
import { startServer } from '../servers/start';
import { type Place, routeProgram } from '../servers/targets';
import { MirrorWatch } from './mirror-watch';
import type { Relay } from './relay';
import { change, openShop } from './shop';

const RATE = 100;
const PEOPLE = 200;
const GRACE_MS = 30_000;

/** Milliseconds from when a delivery set out until the row that a page reads had changed. */
export type EndToEnd = {
  readonly changes: number;
  /** Changes that had not shown half a minute after the last. */
  readonly missing: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
};

/** Whether the sandbox sends its events: those of people who come to the shop are not what is measured. */
async function deliveries({ sandboxUrl }: Place, mode: 'deliver' | 'lose'): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${sandboxUrl}/_sandbox/webhooks`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ mode }),
  });
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}.`);
}

/** Changes subscriptions at the sandbox, and waits until the mirror of the production server, which is its own worker, shows it. */
export async function measureEndToEnd(
  place: Place,
  relay: Relay,
  databaseUrl: string,
  seconds: number,
): Promise<EndToEnd> {
  const stripe = accountAt(place.sandboxUrl);
  const server = await startServer(routeProgram(place, databaseUrl, 'inline'));
  try {
    return await withClient(databaseUrl, async (client) => {
      await deliveries(place, 'lose');
      const ids = await openShop(stripe, client, PEOPLE);
      await deliveries(place, 'deliver');
      relay.target = new URL('/api/webhooks/stripe', server.url);
      const run = async (first: number, count: number): Promise<EndToEnd> => {
        const watch = new MirrorWatch(client);
        relay.onDelivery = ({ body, at }) => watch.expect(body, at);
        const deadline = performance.now() + (count / RATE) * 1000 + GRACE_MS;
        const shown = watch.until(count, deadline);
        await change(stripe, ids, { first, count, rate: RATE });
        const missing = await shown;
        const times = watch.times.sort((one, other) => one - other);
        const [p50, p95, p99] = [quantile(times, 0.5), quantile(times, 0.95), quantile(times, 0.99)];
        return { changes: count, missing, p50, p95, p99 };
      };
      // Once for the rows to be there, and everything warm.
      await run(1, PEOPLE * 2);
      return run(PEOPLE * 2 + 1, RATE * seconds);
    });
  } finally {
    relay.target = null;
    await server.stop();
  }
}
