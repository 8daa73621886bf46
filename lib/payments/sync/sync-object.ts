import type { PaymentsContext } from '../context';
import type { MirrorRead, PaymentProvider, ProviderFailure, ProviderResult } from '../provider';
import type { MirrorKind, MirrorRecord } from '../records';
import { drawTicket } from './ticket';
import { writeGone, writeRecords } from './write-records';

export type SyncOutcome =
  /** The mirror is at least as new as this read, whose answer was `record`. */
  | { readonly kind: 'synced'; readonly record: MirrorRecord }
  /** The object is gone at the provider; its row, if any, carries a tombstone. */
  | { readonly kind: 'gone' }
  /** The provider did not say; `retryable` when asking again may help. */
  | { readonly kind: 'failed'; readonly detail: string; readonly retryable: boolean };

function failed(failure: ProviderFailure): SyncOutcome {
  // One that is not found (a customer: anything else is gone then) may only be too new for the replica that was asked.
  const retryable = failure.kind !== 'refused' || ['misconfigured', 'not_found'].includes(failure.code);
  return { kind: 'failed', detail: `${failure.kind}: ${failure.detail}`, retryable };
}

async function write(
  context: PaymentsContext,
  kind: MirrorKind,
  id: string,
  ticket: bigint,
  result: ProviderResult<MirrorRead>,
): Promise<SyncOutcome> {
  if (result.kind !== 'ok') return failed(result);
  if (result.value.kind === 'gone') {
    await writeGone(context, kind, id, ticket);
    return { kind: 'gone' };
  }
  await writeRecords(context, result.value.records, ticket);
  return { kind: 'synced', record: result.value.records[0] };
}

/**
 * Reads one object at the provider and writes what it says into the mirror. Idempotent and convergent: whatever calls it,
 * in whatever order and however often, the mirror ends equal to the provider. One provider call.
 * @param provider the background one, unless a person waits
 */
export async function syncObject(
  context: PaymentsContext,
  kind: MirrorKind,
  id: string,
  provider: PaymentProvider = context.background,
): Promise<SyncOutcome> {
  const ticket = await drawTicket(context);
  return write(context, kind, id, ticket, await provider.read(kind, id));
}
