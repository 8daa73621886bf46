import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Connection } from './connection';
import { eventText } from './event-text';
import { quantile, type Sample } from './sample';
import { freshBody, signedRequest } from './signed-request';

/** So many are signed beforehand for each second; whoever answers them sooner is done sooner. */
const MOST = { one: 2_500, many: 6_000 };

const orders = z.object({
  url: z.string(),
  secret: z.string(),
  connections: z.number(),
  seconds: z.number(),
  /** A file of event texts. */
  events: z.string(),
});
type Orders = z.infer<typeof orders>;

/** All of it is signed before the clock starts: the client's own work must not slow the server down. */
function signed({ url, secret, connections, seconds, events }: Orders): Buffer[] {
  const texts = z.array(eventText).parse(JSON.parse(readFileSync(events, 'utf8')));
  const count = seconds * (connections === 1 ? MOST.one : MOST.many);
  const target = new URL(url);
  return Array.from({ length: count }, (_, index) => {
    const text = texts[index % texts.length];
    if (!text) throw new Error('There are no events to send.');
    return signedRequest(target, freshBody(text), secret);
  });
}

async function run(order: Orders): Promise<Sample> {
  const pool = signed(order);
  const target = new URL(order.url);
  const connections = await Promise.all(
    Array.from({ length: order.connections }, () => Connection.open(target)),
  );
  const times: number[] = [];
  let failed = 0;
  const began = performance.now();
  const end = began + order.seconds * 1000;
  const lane = async (connection: Connection): Promise<void> => {
    for (let from = performance.now(); from < end; from = performance.now()) {
      const request = pool.pop();
      if (!request) return;
      if ((await connection.send(request)) !== 200) failed += 1;
      times.push(performance.now() - from);
    }
  };
  await Promise.all(connections.map(lane));
  const seconds = (performance.now() - began) / 1000;
  for (const connection of connections) connection.close();
  times.sort((one, other) => one - other);
  const [p50, p95, p99] = [quantile(times, 0.5), quantile(times, 0.95), quantile(times, 0.99)];
  return { answers: times.length, failed, rate: times.length / seconds, p50, p95, p99 };
}

console.log(JSON.stringify(await run(orders.parse(JSON.parse(process.argv[2] ?? '')))));
