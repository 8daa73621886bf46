import type Stripe from 'stripe';
import type { PaymentsContext } from '@/lib/payments/context';
import { drain, receiveWebhook } from '@/lib/payments/webhooks';
import { compareCredits, compareEffects } from './compare-effects';
import { compareMirror } from './compare-mirror';
import type { Post } from './post';
import { breaksIn, reconcile } from './reconciliation';
import type { World } from './world';

/** Hours: more than any lease, the backoff of the first tries and the wait for a second read. */
export const LONG = 12;
/** Rounds of healing: each takes what waits one try further. */
const ROUNDS = 12;
const NO_END = { limit: 100_000, deadline: new Date(8.64e15) };

export type Patient = {
  readonly world: World;
  readonly context: PaymentsContext;
  readonly stripe: Stripe;
  readonly post: Post;
  readonly losesEvents: boolean;
};

async function unfinished({ context }: Patient): Promise<string[]> {
  const { rows } = await context.database.pool.query<{ what: string }>(
    `SELECT concat_ws(' ', state, type, event_id, last_error) AS what FROM webhook_events
     WHERE state NOT IN ('processed', 'ignored') ORDER BY id`,
  );
  return rows.map(({ what }) => what);
}

/** Delivers what is left and drains until nothing waits. */
async function settle(patient: Patient): Promise<void> {
  const { context, post, world } = patient;
  for (let round = 0; round < ROUNDS; round++) {
    post.hurry();
    post.hand(10_000, { ending: null }, (body, signature) => receiveWebhook(context, body, signature));
    while (!post.isEmpty) await new Promise(setImmediate);
    await Promise.all([drain(context, NO_END), drain(context, NO_END)]);
    if ((await unfinished(patient)).length === 0) return;
    await world.passTime(LONG);
  }
}

async function compare({ context, stripe }: Patient): Promise<string[]> {
  return [
    ...(await compareMirror(context, stripe)),
    ...(await compareEffects(context, stripe)),
    ...(await compareCredits(context)),
  ];
}

/** Reconciles what is recent, and then everything. @returns what that leaves, and what the second run still finds */
async function reconcileTwice(patient: Patient): Promise<string[]> {
  const { context, losesEvents } = patient;
  await reconcile(context, 'recent');
  const missed = await breaksIn(context);
  await settle(patient);
  const left = [...(await unfinished(patient)), ...(await compare(patient))];
  const second = await reconcile(context, 'full');
  const unmended = (await breaksIn(context)).filter(({ run_id, mended }) => run_id === second || !mended);
  return [...(losesEvents ? [] : missed), ...unmended].map(({ what }) => what).concat(left);
}

/** Brings everything to rest. @returns what differs from how it should be */
export async function heal(patient: Patient): Promise<string[]> {
  await settle(patient);
  return [
    ...(await unfinished(patient)),
    // What was delivered needs no reconciliation.
    ...(patient.losesEvents ? [] : await compare(patient)),
    ...(await reconcileTwice(patient)),
  ];
}
