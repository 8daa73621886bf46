import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, startHarness } from './kernel-harness';
import { killAll, spawnSandbox } from './sandbox-process';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'sandbox-kill-'));
});
afterEach(() => {
  killAll();
  rmSync(data, { recursive: true });
});

describe('a kill -9 in the middle of work', () => {
  it('loses nothing that was answered, and doubles nothing that is sent again', async () => {
    const first = await spawnSandbox(data);
    const answered = new Map<string, string>();
    let next = 0;
    const worker = async () => {
      for (;;) {
        next += 1;
        const key = `key-${next}`;
        const options = { form: `email=${key}@example.com`, headers: { 'idempotency-key': key } };
        const reply = await first.send('POST', '/v1/customers', options).catch(() => null);
        if (!reply) return;
        answered.set(key, String(reply.body.id));
      }
    };
    const work = [worker(), worker(), worker(), worker()];
    await eventually(() => answered.size > 100, 'a hundred answers');
    await first.kill('SIGKILL');
    await Promise.all(work);

    const second = await spawnSandbox(data);
    for (const [key, id] of answered) {
      const options = { form: `email=${key}@example.com`, headers: { 'idempotency-key': key } };
      const replay = await second.send('POST', '/v1/customers', options);
      expect(replay.body.id).toBe(id);
      expect(replay.headers.get('idempotent-replayed')).toBe('true');
    }
    for (let sent = 1; sent <= next; sent += 1) {
      const key = `key-${sent}`;
      const options = { form: `email=${key}@example.com`, headers: { 'idempotency-key': key } };
      await second.send('POST', '/v1/customers', options);
    }
    const customers = await second.stripe.customers.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
    expect(new Set(customers.map((customer) => customer.email)).size).toBe(customers.length);
    expect(customers).toHaveLength(next);
    const events = await second.stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
    expect(events).toHaveLength(next);
    expect(await second.kill('SIGTERM')).toBe(0);
  }, 60_000);

  it('tolerates a torn last line, and refuses damage in the middle', async () => {
    const first = await startHarness({ data });
    const { id } = await first.stripe.customers.create({});
    await first.close();
    const path = join(data, 'journal.jsonl');
    appendFileSync(path, '{"a":"contract","w":[{"id":"cus_torn","obj');
    const second = await startHarness({ data });
    expect((await second.stripe.customers.list()).data.map((item) => item.id)).toEqual([id]);
    const { id: later } = await second.stripe.customers.create({});
    await second.close();
    expect(readFileSync(path, 'utf8')).not.toContain('cus_torn');
    const third = await startHarness({ data });
    expect((await third.stripe.customers.list()).data.map((item) => item.id)).toEqual([later, id]);
    await third.close();
    const lines = readFileSync(path, 'utf8');
    rmSync(path);
    appendFileSync(path, `{"broken":true}\n${lines}`);
    await expect(startHarness({ data })).rejects.toThrow(/damaged at line 1/);
  });

  it('refuses a second sandbox on the same folder', async () => {
    const first = await startHarness({ data });
    await expect(startHarness({ data })).rejects.toThrow(/another sandbox/);
    await first.close();
    const second = await startHarness({ data });
    await second.close();
  });
});
