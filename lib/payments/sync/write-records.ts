import type pg from 'pg';
import { inTransaction } from '@/lib/db/in-transaction';
import { mirrorAccount } from '../account';
import type { PaymentsContext } from '../context';
import { enterCredits } from '../credits/enter-credits';
import { MIRROR_KINDS, type MirrorKind, type MirrorRecord } from '../records';
import { settleTrials } from '../trials/settle-trials';
import { settleOperations, settlePlanChanges } from './settle-operations';
import { type MirrorStamp, writeRows, writeTombstone } from './write-rows';

/** Rows are locked in one order everywhere, so that two syncs of the same objects cannot wait for each other. */
function inLockOrder(records: readonly MirrorRecord[], kind: MirrorKind): MirrorRecord[] {
  // One answer may hold an object twice.
  const byId = new Map(records.filter((record) => record.kind === kind).map((record) => [record.id, record]));
  return [...byId.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

async function stampOf(context: PaymentsContext, ticket: bigint): Promise<MirrorStamp> {
  // Rows read before the account is known (it could not be asked yet) are still this database's only account's.
  const account = (await mirrorAccount(context)) ?? '';
  return { provider: context.provider.name, account, ticket };
}

/** Writes what one read brought, in one transaction, each row guarded by the ticket drawn before the read. */
export async function writeRecords(
  context: PaymentsContext,
  records: readonly MirrorRecord[],
  ticket: bigint,
): Promise<void> {
  const stamp = await stampOf(context, ticket);
  await inTransaction(context.database, async (client) => {
    const written: MirrorRecord[] = [];
    for (const kind of MIRROR_KINDS)
      written.push(...(await writeRows(client, stamp, kind, inLockOrder(records, kind))));
    const subscriptions = written.filter((record) => record.kind === 'subscription');
    const payments = written.filter((record) => record.kind === 'payment');
    const repeated = await settleTrials(client, context, subscriptions);
    await settleOperations(client, [...subscriptions, ...payments], repeated);
    await settlePlanChanges(client, subscriptions);
    for (const payment of payments) await enterCredits(client, stamp.provider, payment);
  });
}

/**
 * Whoever's customer was deleted gets a new one at the next payment, instead of a refusal for ever. One that was gone before
 * it was ever read has a row that does not say whose it was: what was paid before still belongs to somebody.
 */
async function unlinkCustomer(client: pg.PoolClient, provider: string, id: string): Promise<void> {
  await client.query(
    `UPDATE customers c SET user_id = u.id FROM users u
     WHERE c.provider = $1 AND c.id = $2 AND c.user_id IS NULL AND u.stripe_customer_id = $2`,
    [provider, id],
  );
  await client.query(
    'UPDATE users SET stripe_customer_id = NULL, updated_at = now() WHERE stripe_customer_id = $1',
    [id],
  );
}

/** Marks the mirror row of an object that is gone, under the same guard. */
export async function writeGone(
  context: PaymentsContext,
  kind: MirrorKind,
  id: string,
  ticket: bigint,
): Promise<void> {
  const stamp = await stampOf(context, ticket);
  await inTransaction(context.database, async (client) => {
    await writeTombstone(client, stamp, kind, id);
    if (kind === 'customer') await unlinkCustomer(client, stamp.provider, id);
  });
}
