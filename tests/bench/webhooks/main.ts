import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../support/sandbox';
import { measure } from './answering/measure';
import { printFigures } from './answering/print';
import { measureEndToEnd } from './end-to-end/measure';
import { printEndToEnd } from './end-to-end/print';
import { Relay } from './end-to-end/relay';
import { fill } from './growth/fill';
import { checkoutEvents } from './load/checkout-events';
import type { EventText } from './load/event-text';
import { type Options, optionsOf } from './options';
import { accountAt } from './servers/account';
import { checkpoint, createBenchDatabase, durabilityOf } from './servers/databases';
import { type Place, startFloors, startOurs } from './servers/targets';

const SECRET = 'whsec_benchmark';
const LOGS = join('.billfold', 'logs');

const say = (what: string): void => console.log(`  ${what}`);

/** Every endpoint at once, over empty tables and, when asked for, over grown ones. */
async function answering(
  place: Place,
  options: Options,
  urls: { readonly empty: string; readonly grown: string | null },
  events: string,
): Promise<void> {
  const targets = [
    ...(await startFloors(place, urls.empty, process.env.BENCH_FLOOR_APP ?? '')),
    ...(await startOurs(place, urls.empty, false)),
    ...(urls.grown ? await startOurs(place, urls.grown, true) : []),
  ];
  try {
    const clear = () => checkpoint(urls.empty);
    printFigures(await measure(targets, { ...options, secret: SECRET, events, clear, say }));
  } finally {
    for (const server of new Set(targets.map((target) => target.server))) await server.stop();
  }
}

async function grow(url: string, texts: readonly EventText[]): Promise<void> {
  const text = texts.find(({ body }) => body.includes('"customer.subscription.created"'));
  if (!text) throw new Error('The sandbox sent no event of a subscription.');
  await fill(url, text, say);
}

function greet(durability: string): void {
  const load = loadavg().map((average) => average.toFixed(1));
  console.log(`\nWebhooks on ${cpus().length} processors, load ${load.join(' ')}; Node ${process.version}`);
  console.log(`PostgreSQL: ${durability}`);
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), 'billfold-bench-'));
  mkdirSync(LOGS, { recursive: true });
  const relay = new Relay();
  const sandbox = await startSandbox({ forwardTo: await relay.listen(), forwardSecret: SECRET });
  const empty = await createBenchDatabase();
  const grown = options.rows ? await createBenchDatabase() : null;
  try {
    greet(await durabilityOf(empty.url));
    const place = { sandboxUrl: sandbox.url, secret: SECRET, logs: LOGS };
    const texts = await checkoutEvents(accountAt(sandbox.url));
    const events = join(folder, 'events.json');
    writeFileSync(events, JSON.stringify(texts));
    if (grown) await grow(grown.url, texts);
    const endToEnd = (url: string) => measureEndToEnd(place, relay, url, options.endToEndSeconds);
    // First: what the load leaves behind nobody processes, and it would be processed here.
    printEndToEnd(await endToEnd(empty.url), grown && (await endToEnd(grown.url)));
    await answering(place, options, { empty: empty.url, grown: grown?.url ?? null }, events);
  } finally {
    await sandbox.stop();
    relay.close();
    await empty.drop();
    await grown?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
