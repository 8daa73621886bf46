import http from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpClient } from '@/lib/payments/resilience/http-client';
import type { Passage } from '@/lib/payments/resilience/passage';
import { TransportError } from '@/lib/payments/resilience/transport-error';

type Handler = (request: http.IncomingMessage, response: http.ServerResponse, count: number) => void;

let server: http.Server | undefined;
let requests: http.IncomingHttpHeaders[] = [];

async function serve(handler: Handler): Promise<string> {
  requests = [];
  server = http.createServer((request, response) => {
    requests.push(request.headers);
    request.resume();
    handler(request, response, requests.length);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? String(address.port) : '';
}

afterEach(async () => {
  const open = server;
  server = undefined;
  open?.closeAllConnections();
  if (open) await new Promise((resolve) => open.close(resolve));
});

const json = (
  response: http.ServerResponse,
  status: number,
  body: unknown,
  headers: http.OutgoingHttpHeaders = {},
) => response.writeHead(status, headers).end(JSON.stringify(body));

function request(port: string, method: string, headers: object = {}, deadline = 3_000, passage?: Passage) {
  return createHttpClient(deadline, passage).makeRequest(
    '127.0.0.1',
    port,
    '/v1/x',
    method,
    headers,
    '',
    'http',
  );
}

async function failureOf(promise: Promise<unknown>): Promise<TransportError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TransportError)) throw new Error(`not a transport error: ${String(error)}`);
  return error;
}

const key = { 'Idempotency-Key': 'k1' };

describe('the one layer of retries', () => {
  test('a 409 is sent again under the same key', async () => {
    const port = await serve((_, response, count) =>
      json(response, count === 1 ? 409 : 200, count === 1 ? { error: {} } : { ok: 1 }),
    );
    const response = await request(port, 'POST', key);
    expect(await response.toJSON()).toEqual({ ok: 1 });
    expect(requests.map((headers) => headers['idempotency-key'])).toEqual(['k1', 'k1']);
  });

  test('a 500 to a write is answered at once: its key would only repeat it', async () => {
    const port = await serve((_, response) => json(response, 500, { error: { type: 'api_error' } }));
    expect((await request(port, 'POST', key)).getStatusCode()).toBe(500);
    expect(requests).toHaveLength(1);
  });

  test('a 500 to a read is tried again', async () => {
    const port = await serve((_, response, count) => json(response, count < 3 ? 500 : 200, { error: {} }));
    expect((await request(port, 'GET')).getStatusCode()).toBe(200);
  });

  test('Stripe-Should-Retry is obeyed both ways', async () => {
    const port = await serve((_, response) =>
      json(response, 409, { error: {} }, { 'stripe-should-retry': 'false' }),
    );
    await request(port, 'POST', key);
    expect(requests).toHaveLength(1);
  });

  test('a plain 429 is tried again, which the SDK would not', async () => {
    const port = await serve((_, response, count) => json(response, count === 1 ? 429 : 200, { error: {} }));
    expect((await request(port, 'POST', key)).getStatusCode()).toBe(200);
  });
});

describe('the deadline', () => {
  test('holds against a body dripped byte by byte', async () => {
    const port = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const began = performance.now();
    const error = await failureOf(request(port, 'POST', key, 400));
    expect(error.landed).toBe('maybe');
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test('holds against a server that never answers', async () => {
    const port = await serve(() => {});
    expect((await failureOf(request(port, 'POST', key, 300))).landed).toBe('maybe');
  });

  const never = new Promise<never>(() => {});

  test.each<{ where: string; passage: Passage; landed: string; sent: number }>([
    { where: 'before it is sent', passage: () => never, landed: 'never', sent: 0 },
    {
      where: 'after it was sent',
      passage: async (_request, _milliseconds, run) => {
        await run();
        return never;
      },
      landed: 'maybe',
      sent: 1,
    },
  ])('holds against a passage that hangs $where', async ({ passage, landed, sent }) => {
    const port = await serve((_, response) => json(response, 200, {}));
    const began = performance.now();
    expect((await failureOf(request(port, 'POST', key, 300, passage))).landed).toBe(landed);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(requests).toHaveLength(sent);
  });
});

describe('what may have landed, and what never left', () => {
  test('a refused connection never left', async () => {
    const port = await serve(() => {});
    server?.close();
    server = undefined;
    expect((await failureOf(request(port, 'POST', key, 1_500))).landed).toBe('never');
  });

  test('a connection cut after the request may have landed', async () => {
    const port = await serve((incoming) => incoming.socket.destroy());
    expect((await failureOf(request(port, 'POST', key, 1_500))).landed).toBe('maybe');
    expect(requests.length).toBeGreaterThan(1);
  });

  test('a write without a key is not sent twice once it may have landed', async () => {
    const port = await serve((incoming) => incoming.socket.destroy());
    await failureOf(request(port, 'POST', {}, 1_500));
    expect(requests).toHaveLength(1);
  });

  test('an answer that breaks off may have landed', async () => {
    const port = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"id":');
      setTimeout(() => response.destroy(), 20);
    });
    expect((await failureOf(request(port, 'POST', {}, 1_500))).landed).toBe('maybe');
  });

  test('an error status without an error body is no success', async () => {
    const port = await serve((_, response) => json(response, 502, { hello: 'proxy' }));
    const response = await request(port, 'POST', key);
    await expect(response.toJSON()).rejects.toThrow(SyntaxError);
  });
});
