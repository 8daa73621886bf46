import type { MirrorPage, MirrorRead, ProviderResult } from '@/lib/payments/provider';
import type { MirrorKind, MirrorRecord } from '@/lib/payments/records';

type Read = ProviderResult<MirrorRead>;

const keyOf = (kind: MirrorKind, id: string): string => `${kind}:${id}`;

/** An object that was made after the replica had stopped: nobody has told it. */
const unheardOf = (kind: MirrorKind): Read =>
  // As the provider's own reads have it: a customer that is not found is no customer that was deleted.
  kind === 'customer'
    ? { kind: 'refused', code: 'not_found', detail: 'simulated: not there yet' }
    : { kind: 'ok', value: { kind: 'gone' } };

/**
 * Reads that lag behind for a little, as from a replica that has stopped: what was there when the lag began is answered as
 * it was then, also where it comes along with something else; what was made since is not there yet. All reads lag together
 * and catch up together, so no read is older than one before it.
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
    if (!old) return unheardOf(kind);
    return {
      kind: 'ok',
      value: { kind: 'found', records: [old, ...this.#known(answer.value.records.slice(1))] },
    };
  }

  /** The same for a list page. */
  pageOfThen(answer: ProviderResult<MirrorPage | null>): ProviderResult<MirrorPage | null> {
    if (!this.isBehind || answer.kind !== 'ok' || answer.value === null) return answer;
    const objects = answer.value.objects.flatMap((object) => {
      const [first, ...others] = this.#known(object.records);
      return first ? [{ ...object, records: [first, ...others] as const }] : [];
    });
    return { kind: 'ok', value: { ...answer.value, objects } };
  }

  #known(records: readonly MirrorRecord[]): MirrorRecord[] {
    return records.flatMap(({ kind, id }) => this.#then.get(keyOf(kind, id)) ?? []);
  }
}
