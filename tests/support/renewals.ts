import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PaymentsContext } from '@/lib/payments/context';
import { createStripeProvider } from '@/lib/payments/providers/stripe';
import { drain } from '@/lib/payments/webhooks';
import { receiveWebhook } from '@/lib/payments/webhooks/receive';
import type { TestPayments } from './payments';

export type Burst = {
  readonly renewals: number;
  readonly events: number;
  readonly objects: number;
  /** Requests that the sandbox counted while the inbox was drained. */
  readonly calls: number;
  readonly seconds: number;
};

const MONTH_AND_A_DAY = 32 * 86_400;
/** On a machine that is busy with much else. */
const LONGEST_RENEWAL_MS = 300;
const PATIENCE_MS = 60_000;
const QUIET_MS = 1_500;
const LANES = 8;

/** Takes in what the sandbox sends, over HTTP and with its signature, as the application's route does. */
async function startReceiver(world: TestPayments) {
  let context = world.context;
  const server = createServer(async (request, response) => {
    const signature = request.headers['stripe-signature'];
    const answer = await receiveWebhook(
      context,
      await text(request),
      typeof signature === 'string' ? signature : null,
    );
    response.writeHead(answer.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  const url = `http://127.0.0.1:${port}/`;
  const { secret } = await world.stripe.webhookEndpoints.create({ url, enabled_events: ['*'] });
  const provider = createStripeProvider({
    secretKey: world.secretKey,
    webhookSecrets: [secret ?? ''],
    baseUrl: world.sandbox.url,
    deadline: 30_000,
  });
  context = { ...context, provider, background: provider };
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { context, close };
}

async function count({ database }: PaymentsContext, what: string): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`);
  return rows[0]?.n ?? 0;
}

/** Waits until nothing more comes in. */
async function quiet(context: PaymentsContext): Promise<void> {
  for (let before = -1, now = 0; before !== now; ) {
    before = now;
    await sleep(QUIET_MS);
    now = await count(context, 'webhook_events');
  }
}

async function drainAll(context: PaymentsContext): Promise<void> {
  while ((await count(context, `webhook_events WHERE state = 'pending'`)) > 0) {
    const deadline = new Date(Date.now() + 60_000);
    const { claimed } = await drain(context, { limit: 1_000, deadline });
    if (claimed === 0) await sleep(200);
  }
}

async function subscribe({ stripe }: TestPayments, price: string): Promise<void> {
  const { id: customer } = await stripe.customers.create({
    name: 'Ada Lovelace',
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  await stripe.subscriptions.create({ customer, items: [{ price }] });
}

async function subscribeMany(world: TestPayments, many: number): Promise<void> {
  const { data } = await world.stripe.prices.list({ lookup_keys: ['pro_monthly'] });
  let left = many;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await subscribe(world, data[0]?.id ?? '');
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Puts the clock forward by a month, and waits until every renewal has been paid and everybody has told us so. */
async function letRenew(
  { sandbox }: TestPayments,
  context: PaymentsContext,
  renewals: number,
): Promise<void> {
  // Of many thousands it answers only after minutes, which is longer than anybody listens: what comes in counts.
  let failure: unknown = null;
  sandbox.control('clock', { advance_seconds: MONTH_AND_A_DAY }).catch((error: unknown) => {
    failure = error;
  });
  for (
    const end = Date.now() + PATIENCE_MS + renewals * LONGEST_RENEWAL_MS;
    Date.now() < end;
    await sleep(200)
  ) {
    const paid = await count(context, `webhook_events WHERE type = 'invoice.paid'`);
    if (paid >= renewals) return quiet(context);
  }
  throw new Error('The renewals do not come to an end.', { cause: failure });
}

/**
 * Lets so many subscriptions renew at once, takes in all their events, and drains the inbox with one worker.
 * @param progress told what is being done
 */
export async function renewAtOnce(
  world: TestPayments,
  renewals: number,
  progress: (what: string) => void = () => {},
): Promise<Burst> {
  progress(`${renewals} people subscribe`);
  // Before anything is sent here: only the renewals are looked at.
  await subscribeMany(world, renewals);
  const { context, close } = await startReceiver(world);
  try {
    progress('a month goes by');
    await letRenew(world, context, renewals);
    const waiting = `webhook_events WHERE state = 'pending'`;
    const events = await count(context, waiting);
    const objects = await count(context, `(SELECT DISTINCT object_type, object_id FROM ${waiting}) AS o`);
    await world.requests();
    progress(`${events} events on ${objects} objects are processed`);
    const began = performance.now();
    await drainAll(context);
    const seconds = (performance.now() - began) / 1000;
    const calls = (await world.requests()).length;
    return { renewals, events, objects, calls, seconds };
  } finally {
    await close();
  }
}
