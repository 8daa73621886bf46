import { createHash } from 'node:crypto';
import type { PaymentsContext } from '../context';
import { stepKey } from '../operations';
import type { CatalogPrice, IdempotencyKey, ProviderFailure } from '../provider';
import type { MirrorRecord } from '../records';
import { drawTicket, syncObject, writeRecords } from '../sync';
import { catalogPrices } from './catalog-prices';

export type PushedPrice = { readonly lookupKey: string; readonly result: 'created' | 'unchanged' };
export type PushOutcome =
  | { readonly kind: 'pushed'; readonly prices: readonly PushedPrice[] }
  | { readonly kind: 'failed'; readonly lookupKey: string | null; readonly failure: ProviderFailure };

// Part of every key: raise it when pushPrice sends other parameters for the same price, which a used key would refuse.
const KEY_VERSION = 2;

/**
 * The same for the same step, so that a push repeated after a crash makes nothing twice. What it replaces belongs to it: a
 * price changed and changed back within a day must not be answered with the saved answer of the first time.
 */
function keyOf(price: CatalogPrice, replaces: string | null): IdempotencyKey {
  const content = JSON.stringify([KEY_VERSION, price, replaces]);
  return stepKey(`catalog:${createHash('sha256').update(content).digest('hex').slice(0, 40)}`, 'push');
}

type Filled =
  | { readonly kind: 'filled'; readonly records: readonly MirrorRecord[] }
  | { readonly kind: 'failed'; readonly failure: ProviderFailure };

/** Brings the mirror's products and prices up to what the provider sells now. */
async function fillMirror(context: PaymentsContext): Promise<Filled> {
  const ticket = await drawTicket(context);
  const answer = await context.background.readCatalog();
  if (answer.kind !== 'ok') return { kind: 'failed', failure: answer };
  await writeRecords(context, answer.value, ticket);
  return { kind: 'filled', records: answer.value };
}

function idsByLookupKey(records: readonly MirrorRecord[]): ReadonlyMap<string, string> {
  return new Map(
    records.flatMap((record) =>
      record.kind === 'price' && record.lookupKey ? [[record.lookupKey, record.id]] : [],
    ),
  );
}

/** A price that lost its lookup key is still sold in the mirror until it is read again. */
async function readReplaced(context: PaymentsContext, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const outcome = await syncObject(context, 'price', id);
    // Its own event comes later and says the same.
    if (outcome.kind === 'failed')
      context.log.warn({ price: id, detail: outcome.detail }, 'a replaced price was not read');
  }
}

/**
 * Makes the provider's prices equal to the catalogue file, found by lookup key, and fills the mirror with them. May be run
 * any number of times; stops at the first price the provider does not take.
 */
export async function pushCatalog(context: PaymentsContext): Promise<PushOutcome> {
  const before = await fillMirror(context);
  if (before.kind === 'failed') return { kind: 'failed', lookupKey: null, failure: before.failure };
  const existing = idsByLookupKey(before.records);
  const prices: PushedPrice[] = [];
  const replaced: string[] = [];
  for (const price of catalogPrices()) {
    const replaces = existing.get(price.lookupKey) ?? null;
    const answer = await context.background.pushPrice(keyOf(price, replaces), price);
    if (answer.kind !== 'ok') return { kind: 'failed', lookupKey: price.lookupKey, failure: answer };
    prices.push({ lookupKey: price.lookupKey, result: answer.value.changed ? 'created' : 'unchanged' });
    if (answer.value.changed && replaces !== null) replaced.push(replaces);
  }
  if (prices.some(({ result }) => result === 'created')) {
    const after = await fillMirror(context);
    if (after.kind === 'failed') return { kind: 'failed', lookupKey: null, failure: after.failure };
    await readReplaced(context, replaced);
  }
  return { kind: 'pushed', prices };
}
