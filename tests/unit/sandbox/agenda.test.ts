import { describe, expect, it } from 'vitest';
import { Agenda } from '@/sandbox/api/kernel/agenda';
import { defineCollection } from '@/sandbox/api/kernel/collection';
import { defineDuties } from '@/sandbox/api/kernel/duties';
import { Ledger } from '@/sandbox/api/kernel/ledger';
import { Store } from '@/sandbox/api/kernel/store';

interface Task {
  id: string;
  object: '_task';
  done: string[];
  /** Whether its renewal throws. */
  broken: boolean;
}

const tasks = defineCollection<Task>('_task');

defineDuties(tasks, {
  due: (_, { done }) => [
    ...(done.includes('renewed') ? [] : [{ kind: 'subscription.renew' as const, at: 10 }]),
    ...(done.includes('ended') ? [] : [{ kind: 'subscription.cancel' as const, at: 20 }]),
  ],
  run: {
    'subscription.renew': (tx, task) => {
      if (task.broken) throw new Error('broken');
      tx.put(tasks, { ...task, done: [...task.done, 'renewed'] });
    },
    'subscription.cancel': (tx, task) => {
      tx.put(tasks, { ...task, done: [...task.done, 'ended'], broken: false });
    },
  },
});

function open(broken: boolean) {
  const ledger = new Ledger(
    Store.open(null, () => true),
    { milliseconds: () => 0 },
    null,
  );
  const agenda = new Agenda(ledger);
  const tx = ledger.begin('a');
  tx.put(tasks, { id: 'one', object: '_task', done: [], broken });
  ledger.commit(tx);
  const run = (until: number) => agenda.run('a', null, until, 10).kind;
  return { run, done: () => ledger.begin('a').get(tasks, 'one')?.done };
}

describe('what falls due', () => {
  it('is done earliest first', () => {
    const { run, done } = open(false);
    expect(run(100)).toBe('idle');
    expect(done()).toEqual(['renewed', 'ended']);
  });

  it('and throws is put aside until its object changes, without the rest of what the object makes due', () => {
    const { run, done } = open(true);
    expect(run(100)).toBe('failed');
    expect(done()).toEqual([]);
    // The end of it is done still; that mends the object, and with it comes what failed.
    expect(run(100)).toBe('idle');
    expect(done()).toEqual(['ended', 'renewed']);
  });
});
