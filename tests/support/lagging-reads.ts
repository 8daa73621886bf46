import type { MirrorPage, MirrorRead, ProviderResult } from '@/lib/payments/provider';
import type { MirrorKind, MirrorRecord } from '@/lib/payments/records';

type Read = ProviderResult<MirrorRead>;

const keyOf = (kind: MirrorKind, id: string): string => `${kind}:${id}`;

/**
 * Reads that lag behind for a little, as from a replica that has stopped: what was there when the lag began is answered as
 * it was then, also where it comes along with something else; what was made since is answered as it is. All reads lag
 * together and catch up together, so no read is older than one before it.
 */
export class LaggingReads {
  readonly #then = new Map<string, MirrorRecord>();

  get isBehind(): boolean {
    return this.#then.size > 0;
  }

  /** Falls behind. @param records everything as it is now */
  begin(records: readonly MirrorRecord[]): void {
    for (const record of records) this.#then.set(keyOf(record.kind, record.id), record);
  }

  catchUp(): void {
    this.#then.clear();
  }

  /** A fresh answer as a lagging replica would have given it. */
  asOfThen(kind: MirrorKind, id: string, answer: Read): Read {
    if (!this.isBehind || answer.kind !== 'ok') return answer;
    const old = this.#then.get(keyOf(kind, id));
    if (answer.value.kind === 'gone') {
      return old ? { kind: 'ok', value: { kind: 'found', records: [old] } } : answer;
    }
    return { kind: 'ok', value: { kind: 'found', records: this.#oldOnes(answer.value.records) } };
  }

  /** The same for a list page. */
  pageOfThen(answer: ProviderResult<MirrorPage | null>): ProviderResult<MirrorPage | null> {
    if (!this.isBehind || answer.kind !== 'ok' || answer.value === null) return answer;
    const objects = answer.value.objects.map((object) => ({
      ...object,
      records: this.#oldOnes(object.records),
    }));
    return { kind: 'ok', value: { ...answer.value, objects } };
  }

  #oldOnes([first, ...others]: readonly [MirrorRecord, ...MirrorRecord[]]): [
    MirrorRecord,
    ...MirrorRecord[],
  ] {
    return [this.#oldOf(first), ...others.map((one) => this.#oldOf(one))];
  }

  #oldOf(record: MirrorRecord): MirrorRecord {
    return this.#then.get(keyOf(record.kind, record.id)) ?? record;
  }
}
