import type { PaymentProvider, ProviderResult, Started } from '../../provider';
import type { MirrorKind, MirrorRecord } from '../../records';
import { settled } from './driver';

type RecordOf<K extends MirrorKind> = Extract<MirrorRecord, { kind: K }>;

function isOf<K extends MirrorKind>(kind: K, record: MirrorRecord): record is RecordOf<K> {
  return record.kind === kind;
}

/**
 * Reads an object to tell whether a change has been made: a change that says how something shall be needs no other mark.
 * @param isSo asked of the object as it is; of one that is gone, `whenGone` tells
 */
export async function lookAt<K extends MirrorKind>(
  provider: PaymentProvider,
  kind: K,
  id: string,
  isSo: (record: RecordOf<K>) => boolean,
  whenGone: 'made' | 'not_made' = 'not_made',
): Promise<ProviderResult<Started | null>> {
  const result = await provider.read(kind, id);
  if (result.kind !== 'ok') return result;
  if (result.value.kind === 'gone') return { kind: 'ok', value: whenGone === 'made' ? settled(id) : null };
  const record = result.value.records.find((one) => isOf(kind, one));
  const made = record !== undefined && isOf(kind, record) && isSo(record);
  return { kind: 'ok', value: made ? settled(id) : null };
}
