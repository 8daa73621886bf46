import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DueQueue, type Entry } from '../../../sandbox/api/kernel/due-queue';
import { DUTY_ORDER } from '../../../sandbox/api/kernel/duties';

const due = fc.record({ kind: fc.constantFrom(...DUTY_ORDER), at: fc.integer({ min: 0, max: 6 }) });
const entry = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  collection: fc.constantFrom('invoice', 'subscription'),
  dues: fc.array(due, { maxLength: 3 }),
});
const command = fc.oneof(
  entry.map((set) => ({ set, remove: null })),
  entry.map((remove) => ({ set: null, remove })),
);

/** The same by looking at everything: of those due at one moment the first that came is first. */
function earliestOf(entries: Map<string, Entry>, until: number) {
  const all = [...entries.values()].flatMap(({ id, collection, dues }) =>
    dues.map((one) => ({ id, collection, due: one })),
  );
  const order = (one: (typeof all)[number]) => one.due.at * 100 + DUTY_ORDER.indexOf(one.due.kind);
  return all.filter((one) => one.due.at <= until).sort((one, other) => order(one) - order(other))[0];
}

it('answers what looking at everything would', () => {
  const run = (commands: readonly { set: Entry | null; remove: Entry | null }[], until: number) => {
    const queue = new DueQueue();
    const entries = new Map<string, Entry>();
    for (const { set, remove } of commands) {
      const { id, collection } = set ?? remove ?? { id: '', collection: '' };
      if (set) {
        queue.set(set);
        entries.set(`${collection} ${id}`, set);
      } else {
        queue.delete({ id, collection });
        entries.delete(`${collection} ${id}`);
      }
      const found = queue.earliest(until);
      const shown = found && { id: found.entry.id, collection: found.entry.collection, due: found.due };
      expect(shown ?? undefined).toEqual(earliestOf(entries, until));
    }
  };
  fc.assert(fc.property(fc.array(command, { maxLength: 120 }), fc.integer({ min: 0, max: 7 }), run), {
    numRuns: 300,
  });
});
