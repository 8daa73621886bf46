import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, openDatabase } from '@/lib/db';
import type { PaymentsContext } from '@/lib/payments/context';
import { accept } from '@/lib/payments/webhooks/accept';
import { createIngestServer } from '@/lib/payments/webhooks/ingest-server';
import { createTestContext, providerEvent, type TestContext } from '../support/payments-context';

const SECRET = 'whsec_ingest_process';

let test: TestContext;
const ending: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  test = await createTestContext();
});
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
  await test.context.database.pool.query('DELETE FROM webhook_events');
});
afterAll(() => test.close());

async function open(context: PaymentsContext = test.context): Promise<{ url: string; port: number }> {
  const { server, stop } = createIngestServer(context, { backlogSeconds: 60 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ending.push(stop);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port };
}

describe('other addresses and methods', () => {
  it('are answered 404 and 405', async () => {
    const { url } = await open();
    for (const path of ['/', '/api/webhooks', '/api/webhooks/stripe/', '/constructor', '/api/health']) {
      expect((await fetch(url + path, { method: 'POST', body: '{}' })).status, path).toBe(404);
    }
    for (const [path, method, allow] of [
      ['/api/webhooks/stripe', 'GET', 'POST'],
      ['/api/webhooks/stripe?x=1', 'PUT', 'POST'],
      ['/health', 'POST', 'GET'],
    ] as const) {
      const answer = await fetch(url + path, { method });
      expect([answer.status, answer.headers.get('allow')], path).toEqual([405, allow]);
    }
  });
});

describe('what it does not want to read', () => {
  it('is told so before it was sent, and cut off when it goes on', async () => {
    const { port } = await open();
    const socket = connect(port, '127.0.0.1');
    ending.push(async () => socket.destroy());
    let answer = '';
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.write('POST /api/webhooks/stripe HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n');
    const begin = performance.now();
    const feeding = setInterval(() => socket.write('x'.repeat(10_000)), 20);
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(feeding);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/^connection: close\r$/im);
    expect(performance.now() - begin).toBeLessThan(3_000);
  });

  it('tells it of one body after the other, and loses no later delivery by it', async () => {
    const { url } = await open();
    const large = 'x'.repeat(1_100_000);
    for (let round = 0; round < 3; round += 1) {
      expect((await fetch(`${url}/api/webhooks/stripe`, { method: 'POST', body: large })).status).toBe(413);
    }
  });

  it('survives a sender that hangs up in the middle', async () => {
    const { url, port } = await open();
    const outgoing = request({
      port,
      method: 'POST',
      path: '/api/webhooks/stripe',
      headers: { 'content-length': '500' },
    });
    outgoing.on('error', () => {});
    outgoing.write('half');
    await sleep(50);
    outgoing.destroy();
    await sleep(50);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect(test.lines.filter((line) => Number(line.level) >= 50)).toEqual([]);
  });
});

describe('health', () => {
  const health = async (url: string) => {
    const answer = await fetch(`${url}/health`);
    return { status: answer.status, ...((await answer.json()) as object) };
  };

  it('tells the backlog, and fails when something is overdue for too long', async () => {
    const { url } = await open();
    await accept(test.context, providerEvent());
    expect(await health(url)).toMatchObject({ status: 200, ok: true, inbox: { waiting: 1, dead: 0 } });
    await test.context.database.pool.query(
      `UPDATE webhook_events SET due_at = now() - interval '61 seconds'`,
    );
    expect(await health(url)).toMatchObject({
      status: 503,
      ok: false,
      inbox: { oldest_seconds: 61, waiting: 1 },
    });
  });

  it('fails without a database', async () => {
    const database = openDatabase('postgresql://nobody@127.0.0.1:9/nowhere');
    ending.push(() => closeDatabase(database));
    const { url } = await open({ ...test.context, database });
    expect(await health(url)).toEqual({ status: 503, ok: false, database: 'down', inbox: null });
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function startProcess(port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/payments/ingest.ts'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: test.url,
      NEXTAUTH_URL: 'http://localhost:3000',
      NEXTAUTH_SECRET: 'a-long-enough-secret',
      SANDBOX_URL: 'http://127.0.0.1:9',
      STRIPE_WEBHOOK_SECRET: SECRET,
      INGEST_PORT: String(port),
    },
    stdio: 'ignore',
  });
  ending.push(async () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}/health`;
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(50)) {
    if ((await fetch(url).catch(() => null))?.ok) return child;
  }
  throw new Error('The process did not start.');
}

/** A table that nobody can write to until it is released: deliveries stay in flight. */
async function holdInbox(): Promise<() => Promise<void>> {
  const client = new pg.Client(test.url);
  await client.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE webhook_events');
  return () => client.end();
}

it('as a process: answers what is in flight when it is asked to end, and ends', {
  timeout: 60_000,
}, async () => {
  const port = await freePort();
  const child = await startProcess(port);
  const url = `http://127.0.0.1:${port}/api/webhooks/stripe`;
  const release = await holdInbox();
  const deliveries = Array.from({ length: 5 }, (_, index) => {
    const payload = JSON.stringify({
      id: `evt_process_${index}`,
      object: 'event',
      type: 'customer.updated',
      api_version: '2026-10-28.endive',
      created: Math.floor(Date.now() / 1000),
      livemode: false,
      data: { object: { id: 'cus_1', object: 'customer' } },
    });
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET });
    return fetch(url, { method: 'POST', body: payload, headers: { 'stripe-signature': signature } });
  });
  await sleep(500);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await sleep(300);
  await expect(fetch(url, { method: 'POST', body: '{}' })).rejects.toThrow();
  await release();
  const answers = await Promise.all(deliveries);
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
  expect(await exited).toEqual([0, null]);
  const { rows } = await test.context.database.pool.query('SELECT count(*)::int AS n FROM webhook_events');
  expect(rows).toEqual([{ n: 5 }]);
});
