import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import Stripe from 'stripe';
import { closeDatabase, type Database, openDatabase } from '@/lib/db';
import { bindAccount } from '@/lib/payments/account';
import type { PaymentsContext } from '@/lib/payments/context';
import { ALL_AVAILABLE } from '@/lib/payments/domain/provider-health';
import { createStripeProvider } from '@/lib/payments/providers/stripe';
import { createTestDatabase } from '../database';
import { startSandbox } from '../sandbox';
import { eventsOf } from './business';
import { judge } from './judge';
import type { Killable } from './killable';
import { ACCOUNT, type Addresses, freePort, type Receiver, SECRET, serverOf, workerOf } from './programs';
import { Sender } from './sender';

/** With nothing more processed for so long, nothing will be. */
const STANDSTILL_MS = 60_000;

export type BurstOptions = {
  readonly receiver: Receiver;
  readonly events: number;
  /** How often the server and the worker are killed, each. */
  readonly kills: number;
};

export type BurstReport = {
  /** What is not as it should be; nothing when nothing was lost and nothing doubled. */
  readonly differences: readonly string[];
  readonly events: number;
  readonly deliveries: number;
  /** Tries that a dead server did not answer. */
  readonly unanswered: number;
  readonly serverKills: number;
  readonly workerKills: number;
  readonly seconds: number;
};

type Place = Addresses & { readonly database: Database };

function contextOf({ database, sandboxUrl }: Place): PaymentsContext {
  const provider = createStripeProvider({
    secretKey: `sk_test_${ACCOUNT}`,
    webhookSecrets: [SECRET],
    baseUrl: sandboxUrl,
    deadline: 30_000,
  });
  const log = pino({ level: 'silent' });
  return {
    database,
    provider,
    background: provider,
    mode: 'sandbox',
    log,
    now: () => new Date(),
    health: () => ALL_AVAILABLE,
  };
}

/** The leases of a worker that was killed run out; here they do so at once. Whoever lives is taken for dead, too. */
async function letLeasesEnd({ pool }: Database): Promise<void> {
  await pool.query(
    `UPDATE webhook_events SET lease_until = now(), due_at = now() WHERE state = 'pending' AND lease_until IS NOT NULL`,
  );
}

async function countBy({ pool }: Database, where: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM webhook_events WHERE ${where}`,
  );
  return rows[0]?.count ?? 0;
}

/** Kills the worker each time another share of the events has been processed, until all are. */
async function processAll(
  database: Database,
  worker: Killable,
  events: number,
  kills: number,
): Promise<boolean> {
  const due = Array.from({ length: kills }, (_, kill) => ((kill + 1) * events) / (kills + 1));
  let most = 0;
  for (let deadline = Date.now() + STANDSTILL_MS; Date.now() < deadline; await sleep(10)) {
    const finished = await countBy(database, `state IN ('processed', 'ignored')`);
    if (finished > most) deadline = Date.now() + STANDSTILL_MS;
    most = Math.max(most, finished);
    if (finished >= events) return true;
    if (due[0] !== undefined && finished >= due[0]) {
      due.shift();
      await worker.kill();
      await worker.start();
      await letLeasesEnd(database);
    }
  }
  return false;
}

/** Each event delivered twice; the server killed each time another share of the deliveries has been answered. */
async function deliverAll(
  sender: Sender,
  server: Killable,
  payloads: readonly string[],
  kills: number,
): Promise<void> {
  const twice = payloads.flatMap((payload, at) => [payload, payloads[payloads.length - 1 - at] ?? payload]);
  const due = Array.from({ length: kills }, (_, kill) => ((kill + 1) * twice.length) / (kills + 1));
  let restarting: Promise<void> = Promise.resolve();
  await sender.send(twice, (delivered) => {
    if (due[0] === undefined || delivered < due[0]) return;
    due.shift();
    restarting = restarting.then(() => server.kill()).then(() => server.start());
  });
  await restarting;
}

async function run(place: Place, options: BurstOptions): Promise<BurstReport> {
  const context = contextOf(place);
  await bindAccount(context);
  const { hostname, port: sandboxPort } = new URL(place.sandboxUrl);
  const connection = { host: hostname, port: sandboxPort, protocol: 'http' as const, telemetry: false };
  const stripe = new Stripe(`sk_test_${ACCOUNT}`, connection);
  const events = await eventsOf(stripe, place.database.pool, options.events);
  const port = await freePort();
  const server = serverOf(options.receiver, place, port);
  const worker = workerOf(place, port);
  const sender = new Sender(`http://127.0.0.1:${port}/api/webhooks/stripe`, SECRET);
  try {
    await Promise.all([server.start(), worker.start()]);
    const began = performance.now();
    const payloads = events.map((event) => JSON.stringify(event));
    const [done] = await Promise.all([
      processAll(place.database, worker, events.length, options.kills),
      deliverAll(sender, server, payloads, options.kills),
    ]);
    const seconds = (performance.now() - began) / 1000;
    const differences = await judge(context, stripe, events);
    return {
      differences: done ? differences : ['not all was processed in time', ...differences],
      events: events.length,
      deliveries: sender.delivered,
      unanswered: sender.failed,
      serverKills: server.kills,
      workerKills: worker.kills,
      seconds,
    };
  } finally {
    await Promise.all([server.stop(), worker.stop()]);
  }
}

/** One burst of deliveries, each event twice, with kill -9 of the real server and of a real worker in the middle of it. */
export async function burst(options: BurstOptions): Promise<BurstReport> {
  const [{ url: databaseUrl, drop }, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
  const database = openDatabase(databaseUrl);
  try {
    return await run({ database, databaseUrl, sandboxUrl: sandbox.url }, options);
  } finally {
    await closeDatabase(database);
    await Promise.all([sandbox.stop(), drop()]);
  }
}
