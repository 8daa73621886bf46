import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineCollection, defineRoute, invalidRequest, p } from '../../../sandbox/api/kernel';
import { Api } from '../../../sandbox/api/kernel/api';
import type { ApiRequest } from '../../../sandbox/api/kernel/api-request';
import { undisturbed } from '../../../sandbox/api/kernel/interference';
import { Ledger } from '../../../sandbox/api/kernel/ledger';
import { RequestLog } from '../../../sandbox/api/kernel/request-log';
import { Router } from '../../../sandbox/api/kernel/router';
import { Store } from '../../../sandbox/api/kernel/store';
import { systemClock } from '../../../sandbox/clock/clock';

interface Note {
  id: string;
  object: '_note';
}

const notes = defineCollection<Note>('_note');
let runs = 0;

/** Writes, announces, and then ends as the request asks it to. */
const write = defineRoute({
  method: 'POST',
  path: '/v1/notes',
  params: p.params({ id: p.text(), end: p.oneOf('well', 'refused', 'broken') }),
  handle({ tx, params }) {
    runs += 1;
    const note = tx.put(notes, { id: params.id, object: '_note' });
    tx.emit('customer.created', note);
    if (params.end === 'refused') throw invalidRequest('No.');
    if (params.end === 'broken') throw new Error('A fault planted by the test.');
    return note;
  },
});

let folder: string;
let store: Store;
let api: Api;
let ledger: Ledger;
let router: Router;

function open(): void {
  store = Store.open(folder, () => true);
  ledger = new Ledger(store, systemClock, null);
  router = new Router();
  router.add([write]);
  api = new Api(ledger, router, new RequestLog());
}

beforeEach(() => {
  runs = 0;
  folder = mkdtempSync(join(tmpdir(), 'sandbox-crash-'));
  open();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function post(body: string, key: string) {
  const headers = new Map([
    ['authorization', 'Bearer sk_test_crash'],
    ['content-type', 'application/x-www-form-urlencoded'],
    ['idempotency-key', key],
  ]);
  const origin = 'http://127.0.0.1';
  const request: ApiRequest = {
    method: 'POST',
    path: '/v1/notes',
    query: '',
    body,
    origin,
    header: (name) => headers.get(name),
  };
  return api.answer(request);
}

describe('one request, all or nothing', () => {
  it('answers a fault with 500, keeps nothing of its work, and replays the 500', async () => {
    const first = await post('id=a&end=broken', 'key');
    expect(first.status).toBe(500);
    expect(first.headers['stripe-should-retry']).toBe('false');
    expect(first.body).not.toContain('planted');
    expect(ledger.begin('crash').get(notes, 'a')).toBeUndefined();
    store.close();
    open();
    const again = await post('id=a&end=broken', 'key');
    expect(again).toMatchObject({ status: 500, body: first.body });
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(runs).toBe(1);
  });

  it('keeps neither the work nor the answer of a request refused before it began', async () => {
    expect((await post('id=a&end=refused', 'key')).status).toBe(400);
    expect(ledger.begin('crash').get(notes, 'a')).toBeUndefined();
    expect((await post('id=a&end=well', 'key')).status).toBe(200);
  });

  it('keeps nothing when the journal cannot be written', async () => {
    store.close();
    await expect(post('id=a&end=well', 'key')).rejects.toThrow();
    expect(ledger.begin('crash').get(notes, 'a')).toBeUndefined();
    open();
    expect((await post('id=a&end=well', 'key')).status).toBe(200);
    expect(runs).toBe(2);
  });

  it('answers 409 for a key whose first request is still under way', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    api = new Api(ledger, router, new RequestLog(), { ...undisturbed, wait: () => gate });
    const first = post('id=a&end=well', 'key');
    const second = await post('id=a&end=well', 'key');
    expect(second.status).toBe(409);
    expect(JSON.parse(second.body).error).toMatchObject({
      type: 'idempotency_error',
      code: 'idempotency_key_in_use',
    });
    release();
    expect((await first).status).toBe(200);
    expect((await post('id=a&end=well', 'key')).headers['idempotent-replayed']).toBe('true');
    expect(runs).toBe(1);
  });

  it('hands out objects that nobody can change', async () => {
    await post('id=a&end=well', 'key');
    const note = ledger.begin('crash').existing(notes, 'a');
    expect(() => Object.assign(note, { id: 'b' })).toThrow(TypeError);
  });
});
