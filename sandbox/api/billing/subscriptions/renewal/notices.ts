import { type DutyKind, defineCollection, type Stored, type Transaction } from '../../../kernel';

/** What was already said about an object, where the object itself does not show it. Its id is the object's. */
interface Notices extends Stored {
  object: '_notices';
  /** By kind: the moment it was about (unix seconds). */
  given: Partial<Record<DutyKind, number>>;
}

const notices = defineCollection<Notices>('_notices');

/** Whether this was said already, about this very moment. */
export function wasGiven(tx: Transaction, about: string, kind: DutyKind, moment: number): boolean {
  return tx.get(notices, about)?.given[kind] === moment;
}

/** Notes that it was said. */
export function noteGiven(tx: Transaction, about: string, kind: DutyKind, moment: number): void {
  const given = { ...tx.get(notices, about)?.given, [kind]: moment };
  tx.put(notices, { id: about, object: '_notices', given });
}
