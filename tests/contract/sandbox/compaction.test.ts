import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineCollection } from '../../../sandbox/api/kernel';
import { Store } from '../../../sandbox/api/kernel/store';
import type { Stored } from '../../../sandbox/api/kernel/wire';
import { eventually } from './kernel-harness';

interface Page {
  id: string;
  object: '_page';
  text: string;
}

const pages = defineCollection<Page>('_page');
let folder: string;
let store: Store;
const open = (keep: (item: Stored) => boolean = () => true) => Store.open(folder, keep);
const size = () => statSync(join(folder, 'journal.jsonl')).size;
const ids = (of: Store) => [...of.table('a', pages).items.keys()];
function write(id: string, text: string): void {
  const page: Page = { id, object: '_page', text };
  store.commit('a', { put: [page], drop: [] });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-compaction-'));
  store = open();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

describe('a journal that runs on', () => {
  it('shrinks to what is alive, by itself, while it is written to', async () => {
    const text = 'x'.repeat(20_000);
    for (let turn = 0; turn < 250; turn += 1) write(`page${turn % 5}`, `${turn} ${text}`);
    await eventually(() => size() < 2_000_000, 'it has shrunk');
    write('last', 'after');
    const before = JSON.stringify([...store.table('a', pages).items.values()]);
    store.close();
    store = open();
    expect(JSON.stringify([...store.table('a', pages).items.values()])).toBe(before);
  });

  it('keeps the order of things, and what was written and dropped meanwhile', async () => {
    for (let turn = 0; turn < 3000; turn += 1) write(`old${turn}`, 'x'.repeat(1000));
    const done = store.compact();
    for (let turn = 0; turn < 50; turn += 1) {
      write(`new${turn}`, 'new');
      write(`old${turn}`, 'changed');
      store.commit('a', { put: [], drop: [['_page', `old${turn + 100}`]] });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await done).compacted).toBe(true);
    const order = ids(store);
    store.close();
    store = open();
    expect(ids(store)).toEqual(order);
    expect(store.table('a', pages).items.get('old7')).toMatchObject({ text: 'changed' });
    expect(order).not.toContain('old107');
    expect(order.at(-1)).toBe('new49');
  });

  it('is left as it is when all is forgotten, or the sandbox ends, in the middle', async () => {
    for (let turn = 0; turn < 3000; turn += 1) write(`old${turn}`, 'x'.repeat(1000));
    const wiped = store.compact();
    store.wipe();
    write('fresh', 'x');
    expect((await wiped).compacted).toBe(false);
    const ended = store.compact();
    store.close();
    expect((await ended).compacted).toBe(false);
    store = open();
    expect(ids(store)).toEqual(['fresh']);
  });

  it('forgets while running what a start would not keep', async () => {
    for (const id of ['one', 'two', 'three']) write(id, id);
    await store.forget((item) => item.id !== 'two');
    expect(ids(store)).toEqual(['one', 'three']);
  });
});
